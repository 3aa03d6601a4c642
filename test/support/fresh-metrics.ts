import { until } from './until.js';

/** What `/metrics` says now: its answers are kept for a second, and each new one says how much CPU time was used. */
export async function freshMetrics(url: string): Promise<string> {
  const read = async () => (await fetch(`${url}/metrics`)).text();
  const kept = await read();
  let text = kept;
  await until(async () => (text = await read()) !== kept);
  return text;
}
