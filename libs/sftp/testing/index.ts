export { makeKeys } from './keys.js';
export { startOpenssh } from './openssh-server.js';
export type { OpensshServer } from './openssh-server.js';
export { PASSWORD, startScripted, toEntry } from './scripted-server.js';
export type { Answer, Script, ScriptedFile, ScriptedServer } from './scripted-server.js';
