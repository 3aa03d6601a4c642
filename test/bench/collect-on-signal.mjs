// node --expose-gc --import …/collect-on-signal.mjs: SIGUSR2 collects garbage, so that memory can be compared.
process.on('SIGUSR2', () => globalThis.gc());
