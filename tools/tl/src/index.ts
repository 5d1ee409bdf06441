export { EXIT } from './exit.js';
export { runCli } from './run-cli.js';
export { Terminal } from './output/terminal.js';
