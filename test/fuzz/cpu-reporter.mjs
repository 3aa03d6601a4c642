// Loaded into the server under test before anything else: says how much CPU time it has used, in µs, whenever asked.
import net from 'node:net';

net
  .createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      const { user, system } = process.cpuUsage();
      socket.write(`${user + system}\n`);
    });
  })
  .listen(Number(process.env.CPU_REPORTER_PORT), '127.0.0.1')
  .unref();
