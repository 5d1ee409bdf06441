import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { request, type ApiRequest, type Transcript } from '@throughline/api-client';
import { correctTranscript, getTranscript, listTranscriptVersions } from '@throughline/api-client/operations';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ItemAddress, SpokenOperations } from '@throughline/api-client/items';
import type { HttpClient } from '../client/http-client.js';
import { atRevision, once } from '../client/requests.js';
import { read } from '../client/views.js';
import { CliError } from '../exit.js';
import { table } from '../output/table.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findRecording } from './find-recording.js';
import { findSpoken, tryLocations } from './item-locations.js';

export interface TranscriptOptions extends CommonOptions {
  readonly of?: string;
  readonly versions?: boolean;
  readonly soFar?: boolean;
}

const clock = (seconds: number): string => new Date(Math.round(seconds * 1_000)).toISOString().slice(11, 23);

function linesOf({ segments, speakers }: Transcript): string {
  const labels = new Map(speakers.map(({ id, label }) => [id, label]));
  const speakerOf = (id = ''): readonly string[] => (speakers.length === 0 ? [] : [labels.get(id) ?? '']);
  return table(segments.map(({ start, end, speaker, text }) => [clock(start), clock(end), ...speakerOf(speaker), text.trim()]));
}

function remarksOf({ no_speech, dropped, earlier_run }: Transcript): readonly string[] {
  const count = dropped.reduce((sum, { words }) => sum + words, 0);
  const places = dropped.map(({ start, end }) => `${clock(start)}–${clock(end)}`);
  return [
    ...(earlier_run ? ['This is the transcript of an earlier run: the present run has not made its own.'] : []),
    ...(no_speech ? ['No speech was found.'] : []),
    ...(count === 0
      ? []
      : [`Left out as invented by the engine: ${String(count)} ${count === 1 ? 'word' : 'words'}, at ${places.join(', ')}`]),
  ];
}

interface FoundTranscript extends ItemAddress<SpokenOperations> {
  readonly answer: unknown;
}

/** Reads the current transcript of a recording or session. */
async function findTranscript(client: HttpClient, id: string): Promise<FoundTranscript> {
  return tryLocations(await findSpoken(client, id), async ({ operations, path }) => {
    const answer = await client.json(request(operations.transcript, { path }));
    return { operations, path, answer };
  });
}

/** Only recordings have earlier versions to read. */
async function readVersion(client: HttpClient, id: string, version: string): Promise<unknown> {
  const path = { id: await findRecording(client, id) };
  return client.json(request(getTranscript, { path, query: { version } }));
}

/** Prints what is transcribed already, and says up to which time it goes. */
async function printSoFar(context: CliContext, client: HttpClient, id: string, options: CommonOptions): Promise<void> {
  const answer = await tryLocations(await findSpoken(client, id), ({ operations, path }) =>
    client.json(request(operations.transcriptSoFar, { path })),
  );
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const { partial, broken_off: brokenOff, segments, up_to: upTo, duration } = read.transcriptSoFar(answer);
  if (!partial) {
    context.terminal.say(`Nothing is being transcribed. The transcript: tl transcript ${id}`);
    return;
  }
  await context.terminal.data(table(segments.map(({ start, end, text }) => [clock(start), clock(end), text.trim()])));
  const end = brokenOff ? 'The transcription has failed there.' : 'The finished transcript may differ.';
  context.terminal.say(
    duration === null ? 'So far: no words yet' : `So far: transcribed up to ${clock(upTo)} of ${clock(duration)}. ${end}`,
  );
}

/** `tl transcript ID`: prints with --json what `tl correct` accepts. */
export async function transcript(context: CliContext, id: string, options: TranscriptOptions): Promise<void> {
  const client = await openClient(context, options);
  if (options.soFar === true) {
    await printSoFar(context, client, id, options);
    return;
  }
  if (options.versions === true) {
    const path = { id: await findRecording(client, id) };
    const { items } = read.versions(await client.json(request(listTranscriptVersions, { path })));
    const rows = items.map((one) => [one.version, one.kind, one.made_at, one.current ? 'current' : '', one.corrected_by ?? '']);
    await (options.json === true ? printJson(context, items) : context.terminal.data(rows.length === 0 ? '' : table(rows)));
    return;
  }
  const answer = options.of === undefined ? (await findTranscript(client, id)).answer : await readVersion(client, id, options.of);
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const shown = read.transcript(answer);
  await context.terminal.data(linesOf(shown));
  for (const remark of remarksOf(shown)) context.terminal.say(remark);
}

const mended = Compile(
  Type.Object({
    version: Type.String(),
    segments: Type.Array(
      Type.Object({ id: Type.Optional(Type.Integer()), start: Type.Number(), end: Type.Number(), text: Type.String() }),
    ),
  }),
);

async function readCorrection(path: string) {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError('usage', `${path} cannot be read`, { cause });
  });
  try {
    const value: unknown = JSON.parse(text);
    if (mended.Check(value)) return value;
  } catch (cause) {
    throw new CliError('usage', `${path} is not JSON`, { cause });
  }
  throw new CliError('usage', `${path} is not a transcript`, {
    tryInstead: 'Edit the `segments` in the output of `tl transcript ID --json`.',
  });
}

interface NewVersion {
  readonly change: ApiRequest;
  /** The version that the change is based on. */
  readonly version: string;
}

/** Saves a change of the transcript, and names the outputs that have an older version. */
async function saveVersion(
  context: CliContext,
  client: Awaited<ReturnType<typeof openClient>>,
  { id, options }: { id: string; options: CommonOptions },
  { change, version }: NewVersion,
): Promise<void> {
  const answer = await client.json({ ...once(change), ...atRevision(change, { revision: version }) });
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const saved = read.correction(answer);
  await context.terminal.data(`${saved.version}\n`);
  const old = saved.outdated_outputs.map((output) => output.id);
  if (old.length > 0)
    context.terminal.say(
      `These outputs have an older version: ${old.join(', ')}. To deliver this one: tl redeliver ${id} OUTPUT`,
    );
}

/** `tl correct ID FILE`: corrects the transcript version that the file names. */
export async function correct(context: CliContext, id: string, file: string, options: CommonOptions): Promise<void> {
  const { version, segments } = await readCorrection(resolve(context.cwd, file));
  const client = await openClient(context, options);
  const path = { id: await findRecording(client, id) };
  const body = {
    segments: segments.map(({ id: number, start, end, text }) => ({
      ...(number === undefined ? {} : { id: number }),
      start,
      end,
      text,
    })),
  };
  await saveVersion(context, client, { id, options }, { change: request(correctTranscript, { path, body }), version });
}

interface SpeakerName {
  /** The id, or what the speaker is called now. */
  readonly speaker: string;
  readonly name: string;
}

/** `tl name-speaker ID SPEAKER NAME`: names a speaker in the whole recording or session. */
export async function nameSpeaker(
  context: CliContext,
  id: string,
  { speaker, name }: SpeakerName,
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const { operations, path, answer } = await findTranscript(client, id);
  const { version, speakers } = read.transcript(answer);
  const found = speakers.find((one) => one.id === speaker) ?? speakers.find(({ label }) => label === speaker);
  const change = request(operations.nameSpeaker, { path: { ...path, speaker: found?.id ?? speaker }, body: { name } });
  await saveVersion(context, client, { id, options }, { change, version });
}
