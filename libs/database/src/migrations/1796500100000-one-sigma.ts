import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What `q` looks through has one sigma. */
export class OneSigma1796500100000 implements MigrationInterface {
  readonly name = 'OneSigma1796500100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE message_text SET folded = translate(folded, 'ς', 'σ') WHERE strpos(folded, 'ς') > 0`);
  }

  async down(): Promise<void> {
    // An older version finds these words by a sigma within them.
  }
}
