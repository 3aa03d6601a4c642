// npm run sql: writes every named statement to sql/, as the tests have heard it.
import { node, programOf } from './commands.mjs';

process.env['WRITE_SQL'] = '1';
node(programOf('jest'), 'test/plans/statement-plans.spec.ts');
