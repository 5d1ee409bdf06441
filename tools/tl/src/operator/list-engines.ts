import { findLanguageData, nameOcrLanguage } from '@throughline/documents/ocr-languages';
import { printJson, type CliContext } from '../commands/context.js';
import type { StackConfig } from '@throughline/stack';
import { CliError } from '../exit.js';
import { listing } from '../output/table.js';
import { engineRows, enginesState } from './engines.js';
import { languageTable, listModels, modelTable } from './model-list.js';
import type { OperatorOptions } from './rebuild.js';
import { findLocalInstallation } from './running-stack.js';

export interface ListEnginesOptions extends OperatorOptions {
  /** Show the grade of this language instead of numbers. */
  readonly language?: string;
  /** List the languages by grade. */
  readonly languages?: boolean;
}

/** `tl engine list`: the engines that the workers report, and the speech models on this machine. */
export async function listEngines(context: CliContext, options: ListEnginesOptions): Promise<void> {
  const language = options.language === undefined ? undefined : toLanguage(options.language);
  const { config, pid, access } = await findLocalInstallation();
  const engines = pid === undefined || access === undefined ? null : await enginesState(access);
  const models = await listModels(config.models);
  const ocr = await listOcrLanguages(config);
  if (options.json === true) {
    await printJson(context, { engines, models_folder: config.models.folder, models, ocr_folder: config.ocr.downloads, ocr });
    return;
  }
  const { terminal } = context;
  if (engines === null)
    terminal.say('The engines are unknown: no stack is running, or its workers have not announced themselves yet.');
  else await terminal.data(`${listing(['KIND', 'ENGINE', 'MODEL', 'LANGUAGES', 'SPEED'], engineRows(engines, language))}\n`);
  await terminal.data(modelTable(models, language));
  await terminal.data(
    `\n${listing(
      ['OCR LANGUAGE', '', 'FILE'],
      ocr.map(({ language, name, path }) => [language, name, path]),
    )}`,
  );
  if (options.languages === true) await terminal.data(`\n${languageTable(models)}`);
}

interface OcrLanguageReport {
  readonly language: string;
  readonly name: string;
  readonly path: string;
}

/** Lists the languages whose data is on this machine. */
async function listOcrLanguages({ ocr }: Pick<StackConfig, 'ocr'>): Promise<readonly OcrLanguageReport[]> {
  const data = [...(await findLanguageData(ocr))].sort(([one], [other]) => one.localeCompare(other));
  return data.map(([language, path]) => ({ language, name: nameOcrLanguage(language), path }));
}

function toLanguage(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch (cause) {
    throw new CliError('usage', `${tag} is not a language tag`, { tryInstead: 'Examples: en, de, pt-BR', cause });
  }
}
