import { resolve } from 'node:path';
import { request, type Template } from '@throughline/api-client';
import { createTemplate } from '@throughline/api-client/operations';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { isFields, readJsonFile } from '../commands/overrides.js';
import { CliError } from '../exit.js';
import { convertTemplate, type ConvertedTemplate } from './convert-template.js';
import { templates } from './template-resource.js';
import { templateRows } from './template-text.js';

export interface ImportOptions extends CommonOptions {
  /** The name of the only template of the file. */
  readonly name?: string;
  readonly draft?: boolean;
  readonly dryRun?: boolean;
}

/** Returns the templates of a file: one, a list as `tl template list --json` prints it, or an answer of the API with `items`. */
function listEntries(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return isFields(value) && Array.isArray(value['items']) ? (value['items'] as readonly unknown[]) : [value];
}

async function readTemplates(context: CliContext, path: string, { name, draft }: ImportOptions): Promise<ConvertedTemplate[]> {
  const entries = listEntries(await readJsonFile(resolve(context.cwd, path)));
  if (name !== undefined && entries.length !== 1)
    throw new CliError('usage', `--name is for a file with one template; ${path} has ${String(entries.length)}`);
  return entries.map((entry) => {
    const converted = convertTemplate(entry, name);
    return draft === true ? { ...converted, body: { ...converted.body, is_draft: true } } : converted;
  });
}

/** `tl template import FILE`: converts old settings (CFG-15). Nothing is created unless every template of the file can be read. */
export async function importTemplates(context: CliContext, path: string, options: ImportOptions): Promise<void> {
  const converted = await readTemplates(context, path, options);
  for (const { body, renamed } of converted) for (const line of renamed) context.terminal.say(`${body.name}: ${line}`);
  if (options.dryRun === true) {
    await printJson(
      context,
      converted.map(({ body }) => body),
    );
    return;
  }
  const client = await openClient(context, options);
  const made: Template[] = [];
  for (const { body } of converted) {
    const answer = await client.json(once(request(createTemplate, { body }))).catch((error: unknown) => {
      for (const { name, id } of made) context.terminal.say(`created: ${name} (${String(id)})`);
      context.terminal.say(`not created: ${body.name}`);
      throw error;
    });
    made.push(templates.read(answer));
  }
  await (options.json === true ? printJson(context, made) : context.terminal.data(templateRows(made)));
}
