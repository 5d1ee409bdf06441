/** A Jest runtime that lets Node load all modules: it imports the compiled spec, and through it the compiled code. */
const { relative, sep } = require('node:path');
const { pathToFileURL } = require('node:url');
const { join } = require('node:path');

const WORKSPACE = /^(.*[\\/](?:apps|libs|tools)[\\/][^\\/]+)[\\/](src|e2e|testing)[\\/]/;

async function compiledFile(path) {
  const { compiledFolder } = await import('../compiled-folder.mjs');
  const [, workspace, folder] = WORKSPACE.exec(path);
  const inside = relative(join(workspace, folder), path).replace(/\.tsx?$/, '.js');
  return join(compiledFolder(workspace, folder), inside.split(sep).join('/'));
}

class NativeRuntime {
  constructor(_config, environment) {
    this.environment = environment;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    const started = performance.now();
    const file = await compiledFile(path);
    const module = await import(pathToFileURL(file).href);
    this.environment.phases.imports += performance.now() - started;
    return module;
  }

  requireInternalModule(path) {
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}

  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }
}

module.exports = NativeRuntime;
