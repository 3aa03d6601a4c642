// Numbers, and how they are shown.

/** How often everything is measured. */
export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

export function percentile(values, percent) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

/** Each number of the rounds' records, as its median. */
export function medians(records) {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(names.map((name) => [name, middle(records.map((record) => record[name]))]));
}

function middle(values) {
  const known = values.filter((value) => Number.isFinite(value));
  return (
    (percentile(known, 50) +
      percentile(
        known.map((value) => -value),
        50,
      ) *
        -1) /
    2
  );
}

/** Collects records by name, in the order in which the names came first. */
export class Records {
  #records = new Map();

  add(name, record) {
    this.#records.set(name, [...(this.#records.get(name) ?? []), record]);
  }

  median(name) {
    return medians(this.#records.get(name) ?? []);
  }

  all(name) {
    return this.#records.get(name) ?? [];
  }
}

/** Three figures say what a noisy machine can say. */
export function round(value) {
  if (typeof value !== 'number') return value ?? '';
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** Rows are objects with the same keys, which head the columns. */
export function printTable(title, rows) {
  const heads = Object.keys(rows[0] ?? {});
  const lines = [heads, heads.map(() => ''), ...rows.map((row) => heads.map((head) => round(row[head])))];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  lines[1] = widths.map((width) => '-'.repeat(width));
  const text = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  process.stdout.write(`\n${title}\n\n${text.join('\n')}\n`);
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}
