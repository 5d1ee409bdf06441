import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  buildCues,
  createPocketsphinxEngine,
  defaultTrimSettings,
  listSpokenWords,
  localTopicEngine,
  parseMediaTools,
  parseTranscriptJson,
  probe,
  renderSrt,
  renderTranscriptJson,
  renderTranscriptText,
  renderVtt,
  trim,
} from '@throughline/media';
import { environment } from '../config.js';
import { LANGUAGE } from './sample.js';

/*
 * The steps of a recording one after the other, by the functions that the handlers call: so the tools are the same, with the
 * same arguments and limits. There is no log, database, queue, lease, retry or check of the stored files.
 */
const tools = parseMediaTools(environment['BENCH_TOOLS']);
const folder = environment['BENCH_FOLDER'] ?? '';
const uploaded = environment['BENCH_FILE'] ?? '';
const [store, scratchFolder, library] = ['store', 'scratch', 'library'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
const transcriptFile = join(store, 'transcript.json');
const engine = createPocketsphinxEngine(tools, { scratchFolder, assumesEnglish: true });
if (engine === undefined) throw new Error('The bench needs pocketsphinx, because each installation can have it');

const readTranscript = async (): Promise<ReturnType<typeof parseTranscriptJson>> =>
  parseTranscriptJson(await readFile(transcriptFile, 'utf8'));

async function download(): Promise<string> {
  const source = join(store, basename(uploaded));
  await copyFile(uploaded, source);
  await probe(tools, source);
  return source;
}

async function trimSource(path: string): Promise<string> {
  const media = await probe(tools, path);
  const result = await trim({ path, media, outputFolder: store, scratchFolder, settings: defaultTrimSettings }, { tools });
  if (result.mode === 'skipped') throw new Error(`The recording cannot be trimmed: ${result.reason}`);
  return result.audio;
}

async function transcribe(audioPath: string): Promise<void> {
  if (engine === undefined) return;
  const { durationSeconds } = await probe(tools, audioPath);
  const transcript = await engine.transcribe({ audioPath, durationSeconds, language: LANGUAGE, vocabulary: [] });
  await writeFile(transcriptFile, renderTranscriptJson(transcript));
  await writeFile(join(store, 'transcript.txt'), renderTranscriptText(transcript));
}

async function extractTopics(): Promise<void> {
  const transcript = await readTranscript();
  await writeFile(join(store, 'topics.json'), JSON.stringify(await localTopicEngine.extract(transcript)));
}

async function generateSubtitles(): Promise<void> {
  const transcript = await readTranscript();
  const cues = buildCues(listSpokenWords(transcript), transcript.durationSeconds);
  await writeFile(join(store, 'subtitles.srt'), renderSrt(cues));
  await writeFile(join(store, 'subtitles.vtt'), renderVtt(cues));
}

async function deliver(): Promise<void> {
  for (const name of await readdir(store)) await copyFile(join(store, name), join(library, name));
}

for (const each of [store, scratchFolder, library]) await mkdir(each, { recursive: true });
const startedAt = performance.now();
await transcribe(await trimSource(await download()));
await extractTopics();
await generateSubtitles();
await deliver();
process.stdout.write(`${String(performance.now() - startedAt)}\n`);
