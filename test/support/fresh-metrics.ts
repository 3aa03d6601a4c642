import { until } from './until.js';

/** What `/metrics` says now: its answers are kept for a second, and each new one says how much CPU time was used. */
export async function freshMetrics(url: string): Promise<string> {
  const read = async () => (await fetch(`${url}/metrics`)).text();
  const kept = await read();
  let text = kept;
  await until(async () => (text = await read()) !== kept);
  return text;
}

/** The sum of all series of a metric that have these labels; 0 without any. */
export function sumOf(metrics: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
