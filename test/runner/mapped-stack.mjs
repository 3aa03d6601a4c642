import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** For `Error.prepareStackTrace`: places in the source. Node's own says `<anonymous>`, and Jest leaves such lines out. */
export function mappedStack(error, frames) {
  return [String(error), ...frames.map(place)].join('\n    at ');
}

function place(frame) {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  const origin = file && line && findSourceMap(file)?.findOrigin(line, column);
  if (!origin?.fileName?.startsWith('file:')) return String(frame);
  const mapped = `${fileURLToPath(origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
  return String(frame).replace(`${file}:${line}:${column}`, mapped);
}
