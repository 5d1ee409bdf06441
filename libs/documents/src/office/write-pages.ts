import { writeFile } from 'node:fs/promises';
import type { TaskHandler } from '../isolated/task.js';
import { readMessage } from '../mail/read-mail.js';
import { readWritten } from '../text/read-written.js';
import { renderMailPage, renderTextPage } from './page-of-text.js';
import type { PagesInput } from './pages-task.js';

export const writePages: TaskHandler<PagesInput, object> = async ({ path, kind, output }) => {
  const page = kind === 'email' ? renderMailPage(await readMessage(path)) : renderTextPage((await readWritten(path, kind)).text);
  await writeFile(output, page);
  return {};
};
