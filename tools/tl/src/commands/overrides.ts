import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { STAGE_NAMES, stageOf } from '@throughline/domain';
import { CliError } from '../exit.js';
import type { CliContext } from './context.js';

export interface OverrideOptions {
  /** Names of the only outputs to use. */
  readonly output?: readonly string[];
  readonly config?: string;
  readonly disable?: readonly string[];
  /** Languages of a scan, in tesseract's spelling. */
  readonly ocrLanguage?: readonly string[];
  readonly template?: number;
  /** Binds the template to the item as well. */
  readonly bind?: boolean;
  readonly autoUpload?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
export interface Overrides {
  readonly processing_config?: Fields;
  readonly metadata_config?: Fields;
  readonly output_config?: Fields;
  /** Only templates have it. */
  readonly retention_config?: Fields;
  readonly template_id?: number;
  readonly bind_template?: true;
}

export const STAGES: readonly string[] = STAGE_NAMES;

const MEMBERS: readonly string[] = ['processing_config', 'metadata_config', 'output_config'];
export const TEMPLATE_MEMBERS: readonly string[] = [...MEMBERS, 'retention_config'];

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown, what: string): Fields => {
  if (value === undefined) return {};
  if (isFields(value)) return value;
  throw new CliError('usage', `${what} must be an object`);
};

export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError('usage', `${path} cannot be read`, { cause });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError('usage', `${path} is not JSON`, { cause });
  }
}

async function readConfig(path: string, members: readonly string[]): Promise<Fields> {
  const config = fieldsOf(await readJsonFile(path), path);
  const strange = Object.keys(config).filter((key) => !members.includes(key));
  if (strange.length === 0) return config;
  throw new CliError('usage', `${path} has ${strange.join(', ')}; allowed are ${members.join(', ')}`, {
    tryInstead: 'It has the form of the body of POST …/run: docs/api.md, "Running".',
  });
}

function withoutStage(processing: Fields, stage: string): Fields {
  const [group, setting] = stageOf(stage.toUpperCase())?.enabledBy.split('.') ?? [];
  if (group === undefined || setting === undefined)
    throw new CliError('usage', `There is no stage '${stage}'. Stages: ${STAGES.join(', ')}`);
  return { ...processing, [group]: { ...fieldsOf(processing[group], group), [setting]: false } };
}

function withLanguages(processing: Fields, languages: readonly string[] | undefined): Fields {
  if (languages === undefined || languages.length === 0) return processing;
  return { ...processing, document: { ...fieldsOf(processing['document'], 'document'), languages } };
}

const outputFields = ({ output = [], autoUpload }: OverrideOptions): Fields => ({
  ...(output.length === 0 ? {} : { outputs: output }),
  ...(autoUpload === undefined ? {} : { auto_upload: autoUpload }),
});

function readTemplate({ template, bind }: OverrideOptions): Pick<Overrides, 'template_id' | 'bind_template'> {
  if (template === undefined && bind === true)
    throw new CliError('usage', '--bind needs --template', {
      tryInstead: 'To bind a template without a run: tl bind ID TEMPLATE.',
    });
  return template === undefined ? {} : { template_id: template, ...(bind === true ? { bind_template: true } : {}) };
}

async function readSettings(cwd: string, options: OverrideOptions, members: readonly string[]): Promise<Overrides> {
  const { config, disable = [] } = options;
  const file = config === undefined ? {} : await readConfig(resolve(cwd, config), members);
  const enabled = disable.reduce(withoutStage, fieldsOf(file['processing_config'], 'processing_config'));
  const processing = withLanguages(enabled, options.ocrLanguage);
  const metadata = fieldsOf(file['metadata_config'], 'metadata_config');
  const outputs = { ...fieldsOf(file['output_config'], 'output_config'), ...outputFields(options) };
  return {
    ...(Object.keys(processing).length === 0 ? {} : { processing_config: processing }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata_config: metadata }),
    ...(Object.keys(outputs).length === 0 ? {} : { output_config: outputs }),
    ...('retention_config' in file ? { retention_config: fieldsOf(file['retention_config'], 'retention_config') } : {}),
  };
}

/** Returns the overrides of a run, or undefined if there are none. Options take precedence over the file. */
export async function readOverrides(
  { cwd }: Pick<CliContext, 'cwd'>,
  options: OverrideOptions,
  members: readonly string[] = MEMBERS,
): Promise<Overrides | undefined> {
  const named = readTemplate(options);
  const overrides = { ...(await readSettings(cwd, options, members)), ...named };
  return Object.keys(overrides).length === 0 ? undefined : overrides;
}
