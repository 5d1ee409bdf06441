import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@throughline/contracts';
import { describeMediaTool } from '@throughline/media';
import { mediaTools, tempDir } from '@throughline/stack/testing';
import { figuresOf, ratioOf } from './measure/figures.js';
import { takeTurns, type Turn } from './measure/rounds.js';
import { benchOptions } from './options.js';
import { PipelineInstallation } from './pipeline/installation.js';
import { copyAsOther, prepareSample } from './pipeline/sample.js';
import { runScript } from './pipeline/script.js';
import type { Bench } from './run-bench.js';

/** The sample is shorter than this many seconds, so it is whole. */
const DEFAULTS = { rounds: 5, seconds: 600 };
const OURS = 'installation, from registration to READY';
const SCRIPT = 'the same tools one after the other';

/** Compares the steps of a recording in an installation with the same tools, called by a script. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, seconds } = benchOptions(args, DEFAULTS);
  const tools = await mediaTools();
  const folder = await tempDir('tl-bench-pipeline-');
  closing.add(() => folder.remove());
  const sample = await prepareSample(tools, folder.path, seconds);
  say('starting an installation');
  const installation = await PipelineInstallation.open(closing);
  const nextRecording = async (): Promise<string> => {
    const own = join(folder.path, newId());
    await mkdir(own);
    const file = join(own, 'talk.mp4');
    await copyAsOther(sample, file);
    return file;
  };
  const turns: readonly Turn[] = [
    async () => ({ [OURS]: await installation.process(await nextRecording()) }),
    async () => ({ [SCRIPT]: await runScript(tools, await nextRecording(), join(folder.path, newId())) }),
  ];
  say('processing the sample');
  const results = await takeTurns(turns, rounds);
  const { version } = await describeMediaTool('ffmpeg', tools.ffmpeg);
  return {
    settings: { rounds, seconds, ffmpeg: version, speechEngine: 'pocketsphinx' },
    figures: figuresOf(results, { group: 'wall time', unit: 'ms', subject: OURS }),
    ratio: { shell: ratioOf(results, OURS, SCRIPT) },
  };
};
