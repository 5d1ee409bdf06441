/** Tells lines of code from those that only hold it together. */
import { quantile, sortNumbers, sum } from './files.mjs';

const ALONE = /^[\s()[\]{}<>;,]*$|^\s*\}\s*(?:else|catch|finally)?\b[^=]*[({]?$/;
const COMMENT = /^\s*(?:\/\/|\/\*|\*)/;
const DECORATOR = /^\s*@\w/;
const TYPE_FIELD = /^\s*(?:readonly\s+)?[\w'"]+\??:\s*[^=({]*;$|^\s*(?:export )?(?:interface|type) \w+/;
const IMPORT_START = /^(?:import|export)\b(?!.*\b(?:const|function|class|interface|type \w+ =)\b)/;

/** Returns the lines that are neither blank, brackets, imports, comments, decorators nor fields of a type. */
export function codeLines(text) {
  let isImport = false;
  return text.split('\n').filter((line) => {
    if (!isImport && IMPORT_START.test(line) && /\bfrom\b|\{\s*$|^import ['"]/.test(line)) isImport = true;
    if (isImport) {
      if (/['"];?\s*$|\bfrom ['"]/.test(line)) isImport = false;
      return false;
    }
    return ![ALONE, COMMENT, DECORATOR, TYPE_FIELD].some((pattern) => pattern.test(line));
  });
}

/** @param {readonly import('./files.mjs').SourceFile[]} files */
export function measureLines(files) {
  const source = files.filter(({ isTest }) => !isTest);
  const projects = new Map();
  for (const { project, lines } of source) projects.set(project, (projects.get(project) ?? 0) + lines);
  const lengths = sortNumbers(source.map(({ lines }) => lines));
  return {
    source: sum(lengths),
    tests: sum(files.filter(({ isTest }) => isTest).map(({ lines }) => lines)),
    code: sum(source.map(({ text }) => codeLines(text).length)),
    files: source.length,
    median: quantile(lengths, 0.5),
    p95: quantile(lengths, 0.95),
    projects: [...projects].sort(([, one], [, other]) => other - one),
  };
}
