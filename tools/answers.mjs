// npm run answers: writes docs/answers.md, as the service answers now.
import { build, node, programOf } from './commands.mjs';

process.env['WRITE_ANSWERS'] = '1';
build();
node(programOf('jest'), 'test/reply/thirty-questions.spec.ts');
