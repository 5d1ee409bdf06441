export { MAIL_PASSWORD, startMailServer } from './mail-server.js';
export type { MailServer, MailServerOptions, ReceivedMail } from './mail-server.js';
export { startScriptedMailServer } from './scripted-mail-server.js';
export type { MailScript, ScriptedMailServer } from './scripted-mail-server.js';
