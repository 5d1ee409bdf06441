import { join } from 'node:path';
import ts from 'typescript';

const options: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  types: [],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What the compiler says of a program that lies nowhere, but is read as if it lay in the checkout, where the types are found. */
export function compiled(root: string, program: string): string[] {
  const file = join(root, 'tools/stack/manifests.generated.ts');
  const host = ts.createCompilerHost(options);
  const [read, exists] = [host.readFile.bind(host), host.fileExists.bind(host)];
  host.readFile = (path) => (path === file ? program : read(path));
  host.fileExists = (path) => path === file || exists(path);
  host.getSourceFile = (path, language) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, language);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
