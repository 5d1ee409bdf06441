export { readFromNode, webdavServers } from './servers.js';
export type { FolderContent, RunningServer, WebdavServer } from './servers.js';
