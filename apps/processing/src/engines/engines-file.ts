import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseUrl, LONGEST_WAIT_MS } from '@throughline/contracts';
import { GRANULARITIES } from '@throughline/media';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const closed = { additionalProperties: false };
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
const Path = Type.String({ pattern: '^/', maxLength: 500 });
const endpoint = {
  name: Name,
  kind: Type.Literal('openai-compatible'),
  base_url: Type.String({ minLength: 1, maxLength: 500 }),
  key_file: Type.Optional(Type.String({ minLength: 1 })),
  model: Type.String({ minLength: 1, maxLength: 200 }),
  /** Limit of one request. */
  timeout_s: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_WAIT_MS / 1_000 })),
};
const Batch = Type.Object(
  {
    base_url: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    submit: Path,
    status: Type.String({ pattern: '^/.*\\{batch_id\\}', maxLength: 500 }),
    account: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    poll_s: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
    max_bytes: Type.Optional(Type.Integer({ minimum: 100_000 })),
  },
  closed,
);
const Speech = Type.Object(
  {
    ...endpoint,
    languages: Type.Union([
      Type.Literal('whisper'),
      Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), { minItems: 1, maxItems: 300 }),
    ]),
    detects_language: Type.Optional(Type.Boolean()),
    max_bytes: Type.Optional(Type.Integer({ minimum: 100_000 })),
    chunk_seconds: Type.Optional(Type.Integer({ minimum: 20, maximum: 3_600 })),
    parallel: Type.Optional(Type.Integer({ minimum: 1, maximum: 32 })),
    quality: Type.Optional(Type.Enum(['draft', 'normal'] as const)),
    prompt: Type.Optional(Type.String({ maxLength: 2_000 })),
    diarize: Type.Optional(Type.Boolean()),
    takes_prompt: Type.Optional(Type.Boolean()),
    batch: Type.Optional(Batch),
  },
  closed,
);
const Topics = Type.Object(
  {
    ...endpoint,
    response_format: Type.Optional(Type.Enum(['json_schema', 'json_object', 'none'] as const)),
    window_characters: Type.Optional(Type.Integer({ minimum: 2_000, maximum: 2_000_000 })),
    granularity: Type.Optional(Type.Enum(GRANULARITIES)),
  },
  closed,
);
const Metadata = Type.Object(
  {
    ...endpoint,
    response_format: Type.Optional(Type.Enum(['json_schema', 'json_object', 'none'] as const)),
    /** Longer documents are cut to their beginning and end. */
    characters: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 2_000_000 })),
  },
  closed,
);
const EnginesFile = Type.Object(
  {
    speech: Type.Optional(Type.Array(Speech, { maxItems: 20 })),
    topics: Type.Optional(Topics),
    metadata: Type.Optional(Metadata),
    preference: Type.Optional(Type.Array(Name)),
  },
  closed,
);
const enginesFile = Compile(EnginesFile);

interface EngineKey {
  /** Content of `key_file`. Never appears in a message, log, event or answer. */
  readonly key?: string;
}
export type SpeechEngineSetting = Static<typeof Speech> & EngineKey;
export type TopicEngineSetting = Static<typeof Topics> & EngineKey;
export type MetadataEngineSetting = Static<typeof Metadata> & EngineKey;

export interface EngineSettings {
  readonly speech: readonly SpeechEngineSetting[];
  readonly topics?: TopicEngineSetting;
  readonly metadata?: MetadataEngineSetting;
  /** Names, best first. Other engines follow in the order of the file, then the local ones. */
  readonly preference: readonly string[];
}

/** Reserved names of built-in engines: transcripts and results name their engine. */
export const OWN_ENGINES = ['whisper-cpp', 'pocketsphinx', 'local-texttiling', 'local', 'simulated'] as const;

/** Problems of the operator's file: the place and the rule, never a value. */
export class EnginesFileError extends Error {
  constructor(problems: readonly string[]) {
    super(`TL_ENGINES_FILE is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnginesFileError';
  }
}

/** Reads the configured engines and their keys. Without a file there are none. Key files are relative to the file. */
export function readEnginesFile(path: string | undefined): EngineSettings {
  if (path === undefined) return { speech: [], preference: [] };
  const file = parse(path);
  const problems = findProblems(file);
  if (problems.length > 0) throw new EnginesFileError(problems);
  const withKey = <T extends { key_file?: string }>(setting: T): T & EngineKey => ({
    ...setting,
    ...readKey(setting, dirname(path)),
  });
  return {
    speech: (file.speech ?? []).map(withKey),
    ...(file.topics === undefined ? {} : { topics: withKey(file.topics) }),
    ...(file.metadata === undefined ? {} : { metadata: withKey(file.metadata) }),
    preference: file.preference ?? [],
  };
}

function parse(path: string): Static<typeof EnginesFile> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // The parser's message quotes the file, so it is not passed on.
    throw new EnginesFileError([error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read']);
  }
  if (enginesFile.Check(value)) return value;
  throw new EnginesFileError(
    enginesFile.Errors(value).map(({ instancePath, message }) => `${instancePath || 'its root'} ${message}`),
  );
}

function findProblems({ speech = [], topics, metadata, preference = [] }: Static<typeof EnginesFile>): string[] {
  const single = [topics, metadata].filter((each) => each !== undefined);
  const names = speech.map(({ name }) => name);
  const engineNames = new Set<string>([...names, ...OWN_ENGINES]);
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two speech engines are named ${name}`),
    ...[...names, ...single.map(({ name }) => name)]
      .filter((name) => OWN_ENGINES.some((own) => own === name))
      .map((name) => `${name} is the name of a built-in engine`),
    ...speech
      .filter(({ diarize, prompt }) => diarize === true && prompt !== undefined)
      .map(({ name }) => `${name}: diarize cannot be combined with prompt`),
    ...preference.filter((name) => !engineNames.has(name)).map((name) => `preference names ${name}, which does not exist`),
    ...[...speech, ...single].flatMap(({ name, base_url: url }) => findAddressProblems(url, `${name}: base_url`)),
    ...speech.flatMap(({ name, batch }) =>
      batch?.base_url === undefined ? [] : findAddressProblems(batch.base_url, `${name}: batch.base_url`),
    ),
  ];
}

function findAddressProblems(text: string, where: string): string[] {
  const url = parseUrl(text);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return [`${where} must be an http or https address`];
  if (url.username !== '' || url.password !== '') return [`${where} must not contain a password: put it into key_file`];
  return url.search === '' && url.hash === '' ? [] : [`${where} must end with its path`];
}

function readKey({ key_file: file }: { key_file?: string }, folder: string): EngineKey {
  if (file === undefined) return {};
  let key: string;
  try {
    key = readFileSync(resolve(folder, file), 'utf8').trim();
  } catch {
    throw new EnginesFileError([`the key_file ${file} cannot be read`]);
  }
  // Other characters cannot be sent in a header.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new EnginesFileError([`the key_file ${file} must contain one key and nothing else`]);
  return { key };
}
