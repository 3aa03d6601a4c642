import { readFileSync } from 'node:fs';
import path from 'node:path';

const GUIDE = path.join(import.meta.dirname, '../../docs/guides/generated-clients.md');

/**
 * What the guide says of each generator: the section that links to its adapter holds the command, and the files that the
 * command needs, each beginning with a comment of its name.
 */
export function readGuide() {
  const sections = readFileSync(GUIDE, 'utf8').split(/^## /m).slice(1);
  return new Map(
    sections.flatMap((section) => {
      const name = /test\/sdks\/adapters\/([\w-]+)\.ts/.exec(section)?.[1];
      const [command] = fences(section, 'sh');
      if (name === undefined || command === undefined) return [];
      const files = fences(section, 'js').flatMap((text) => {
        const file = /^\/\/ (\S+)\n/.exec(text)?.[1];
        return file === undefined ? [] : [{ file, text }];
      });
      return [[name, { command, files }]];
    }),
  );
}

const fences = (section, language) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code);
