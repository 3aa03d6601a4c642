import pg from 'pg';
import { saidBy } from '../support/counted-statements.js';

/** What a statement read when it ran. */
export interface HeardPlan {
  readonly name: string;
  /** Rows that were looked at in tables, also those that were thrown away. */
  readonly rows: number;
  /** Pages of 8 KB, from memory or from disk. */
  readonly buffers: number;
  readonly plan: PlanNode;
}

export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Statements that have no name: what TypeORM writes by itself. */
export const UNNAMED = 'typeorm';

/**
 * Hears the plans that PostgreSQL's auto_explain tells to every connection of this process, and by which name the
 * service calls each statement.
 */
export class HeardPlans {
  readonly plans: HeardPlan[] = [];
  /** How each statement was written, by its name: those that are put together have several texts. */
  readonly texts = new Map<string, Set<string>>();
  private readonly names = new Map<string, string>();
  private readonly original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');

  static begin(): HeardPlans {
    const heard = new HeardPlans();
    const { names } = heard;
    const query = heard.original?.value as (this: unknown, ...args: unknown[]) => unknown;
    const listening = new WeakSet<pg.Client>();
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      if (!listening.has(this)) {
        listening.add(this);
        this.on('notice', ({ message }) => heard.hear(message ?? ''));
      }
      for (const { name, text } of saidBy(args[0])) if (name !== undefined && text !== undefined) names.set(text, name);
      return query.apply(this, args);
    } as typeof pg.Client.prototype.query;
    return heard;
  }

  end(): void {
    if (this.original !== undefined) Object.defineProperty(pg.Client.prototype, 'query', this.original);
  }

  private hear(notice: string): void {
    const [head = '', ...lines] = notice.split('\n');
    if (!/^duration: .* plan:$/.test(head)) return;
    const told = JSON.parse(lines.join('\n')) as { 'Query Text': string; Plan: PlanNode };
    const text = told['Query Text'];
    const name = this.names.get(text) ?? /^\/\* ([a-z.-]+) \*\//.exec(text)?.[1] ?? UNNAMED;
    const plan = told.Plan;
    this.texts.set(name, (this.texts.get(name) ?? new Set()).add(text.replace(/^\/\*.*?\*\/ /, '')));
    this.plans.push({
      name,
      rows: rowsOf(plan),
      buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      plan,
    });
  }
}

function rowsOf(node: PlanNode): number {
  const { Plans = [], 'Actual Loops': loops } = node;
  const seen =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const own = node['Relation Name'] === undefined || node['Node Type'] === 'ModifyTable' ? 0 : seen * loops;
  return Plans.reduce((sum, plan) => sum + rowsOf(plan), own);
}

/** A plan for a person to read. */
export function outlineOf({ name, rows, buffers, plan }: HeardPlan): string {
  return [`${name}: ${Math.round(rows)} rows, ${buffers} buffers`, ...nodesOf(plan, 1)].join('\n');
}

function nodesOf(node: PlanNode, depth: number): string[] {
  const on = node['Index Name'] ?? node['Relation Name'] ?? '';
  const line = `${'  '.repeat(depth)}${node['Node Type']} ${on}: ${node['Actual Rows']} × ${node['Actual Loops']}`;
  return [line, ...(node.Plans ?? []).flatMap((plan) => nodesOf(plan, depth + 1))];
}
