import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { uploadFile } from '../client/upload.js';
import { read } from '../client/views.js';
import { recordingText } from '../output/recording.js';
import { bytes } from '../output/table.js';
import { openClient, patienceOf, printJson, type CliContext, type CommonOptions } from './context.js';
import { requireSuccess, waitForRun } from './wait.js';

export interface PushOptions extends CommonOptions {
  readonly title?: string;
  readonly language?: string;
  readonly run?: boolean;
  readonly wait?: boolean;
  readonly allowDuplicate?: boolean;
  readonly key?: string;
}

const fieldsOf = (options: PushOptions): Record<string, string> => ({
  ...(options.title === undefined ? {} : { title: options.title }),
  ...(options.language === undefined ? {} : { language: options.language }),
  ...(options.run === true || options.wait === true ? { run: 'true' } : {}),
  ...(options.allowDuplicate === true ? { allow_duplicate: 'true' } : {}),
});

/** `tl push FILE` */
export async function push(context: CliContext, file: string, options: PushOptions): Promise<void> {
  const { terminal } = context;
  const client = await openClient(context, options);
  const upload = {
    file: resolve(context.cwd, file),
    fields: fieldsOf(options),
    key: options.key ?? randomUUID(),
    onProgress: (sent: number, total: number) => {
      terminal.progress(`sending ${bytes(sent)} of ${bytes(total)}`);
    },
  };
  const registered = read.recording(await uploadFile(client, upload, patienceOf(context, options)));
  terminal.say(`registered as ${registered.id}`);
  const recording = options.wait === true ? await waitForRun(context, client, registered) : registered;
  await (options.json === true ? printJson(context, recording) : terminal.data(recordingText(recording)));
  if (options.wait === true) requireSuccess(recording);
}
