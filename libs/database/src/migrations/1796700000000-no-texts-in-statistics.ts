import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every column with what people write, but for one: searches are planned by the words of `posting`. */
const TEXTS: readonly (readonly [table: string, column: string, type: string])[] = [
  ['chat', 'title', 'text'],
  ['chat', 'last_message', 'jsonb'],
  ['message', 'content', 'text'],
  ['message', 'reactions', 'jsonb'],
  ['message_text', 'folded', 'text'],
  ['document_text', 'text', 'text'],
  ['passage', 'text', 'text'],
  ['passage', 'heading', 'text'],
  ['passage', 'header', 'text'],
  ['forgotten_text', 'reached_term', 'text COLLATE "C"'],
  ['passage_vector', 'packed', 'bytea'],
];

/**
 * ANALYZE keeps examples of what it finds (`pg_statistic`), also of what is deleted later. No statement is planned by these:
 * texts are compared with parameters alone.
 */
export class NoTextsInStatistics1796700000000 implements MigrationInterface {
  readonly name = 'NoTextsInStatistics1796700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of TEXTS)
      // Giving a column the type that it has rewrites nothing, and drops the examples of before.
      await runner.query(`ALTER TABLE ${table} ALTER ${column} SET STATISTICS 0, ALTER ${column} TYPE ${type}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of TEXTS) await runner.query(`ALTER TABLE ${table} ALTER ${column} SET STATISTICS -1`);
  }
}
