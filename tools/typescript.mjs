// What `nest build` emits, without its ten seconds: nothing is checked, and the types of packages are not read.
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.join(import.meta.dirname, '..');

const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file));
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
const ALONE = { incremental: false, tsBuildInfoFile: undefined, noCheck: true, types: [], paths: undefined };

/**
 * One file that has no decorators, by its text alone, which `isolatedModules` makes possible.
 * @returns [JavaScript, source map]
 */
export function transpiled(text, fileName, settings = {}) {
  const compilerOptions = {
    ...options,
    rootDir: undefined,
    // `nodenext` would ask for package.json, which says "module".
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    ...settings,
  };
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
    fileName,
    compilerOptions,
    reportDiagnostics: true,
  });
  refuse(diagnostics);
  return [outputText, sourceMapText];
}

/**
 * Some of the sources, in the knowledge of all: metadata of decorators follow from types of other files.
 * @param sources paths below the root, and `wanted` of them
 * @param write gets the path and the text of each output
 */
export function emitted(sources, wanted, write) {
  const compilerOptions = { ...options, ...ALONE };
  const host = ts.createCompilerHost(compilerOptions);
  const known = new Set(sources.map((file) => path.join(ROOT, file)));
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const resolvedFileName = ownFile(text, from);
      const isOwn = known.has(resolvedFileName);
      return { resolvedModule: isOwn ? { resolvedFileName, extension: ts.Extension.Ts } : undefined };
    });
  const program = ts.createProgram([...known], compilerOptions, host);
  for (const file of wanted.map((name) => program.getSourceFile(path.join(ROOT, name)))) {
    refuse(program.getSyntacticDiagnostics(file));
    program.emit(file, write);
  }
}

function ownFile(specifier, from) {
  if (specifier.startsWith('#libs/')) return path.join(ROOT, 'libs', specifier.slice('#libs/'.length), 'src/index.ts');
  return specifier.startsWith('.') ? path.join(path.dirname(from), specifier).replace(/\.js$/, '.ts') : '';
}

function refuse(diagnostics) {
  if (diagnostics.length === 0) return;
  const host = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => ROOT,
    getNewLine: () => '\n',
  };
  throw new Error(ts.formatDiagnostics(diagnostics, host));
}
