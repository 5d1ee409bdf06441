/**
 * Makes the bundled sample recordings from their texts: `node tools/samples.mjs`.
 *
 * A text consists of parts, each with a heading line "# …". The voice `rms` of flite, which is part of Debian's ffmpeg,
 * speaks them over a plain picture. A JSON file beside each recording has the true start times of its topics, to measure
 * the topic engine. Text and recordings are our own work, under the project's licence.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './workspaces.mjs';

const run = promisify(execFile);

const recordings = [
  { name: 'sample-talk', head: 5, between: 1.2, tail: 6 },
  { name: 'short-talk', head: 2, between: 1.2, tail: 2 },
];

const colours = ['0x7a4a21', '0x1b2a52', '0x24573a'];
const BITEXACT = [
  '-fflags',
  '+bitexact',
  '-flags:v',
  '+bitexact',
  '-flags:a',
  '+bitexact',
  '-map_metadata',
  '-1',
  '-threads',
  '1',
];

const { ffmpeg, ffprobe } = await tools();

/** Finds the tools with the project's own search if it is built, else on the PATH. */
async function tools() {
  try {
    const { provisionContext, readStackConfig } = await import('./stack/dist/config.js');
    const { provisionMedia } = await import('./stack/dist/provision/provision.js');
    const found = await provisionMedia(provisionContext(readStackConfig(), (line) => process.stderr.write(`${line}\n`)));
    return {
      ffmpeg: { file: found.ffmpeg.paths.ffmpeg, env: found.ffmpeg.env },
      ffprobe: { file: found.ffprobe.paths.ffprobe, env: found.ffprobe.env },
    };
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return { ffmpeg: { file: 'ffmpeg', env: {} }, ffprobe: { file: 'ffprobe', env: {} } };
  }
}

const call = (tool, args, cwd) => run(tool.file, args, { cwd, env: { ...process.env, ...tool.env } });

async function duration(file) {
  const { stdout } = await call(ffprobe, ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]);
  return Number(stdout);
}

function parts(text) {
  return text
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [title, ...lines] = part.split('\n');
      return { title: title.trim(), text: lines.join(' ').trim() };
    });
}

async function speak(part, index, dir) {
  await writeFile(join(dir, `${index}.txt`), part.text);
  const wav = join(dir, `${index}.wav`);
  await call(
    ffmpeg,
    ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', `flite=textfile=${index}.txt:voice=rms`, '-ar', '24000', wav],
    dir,
  );
  return { ...part, wav, seconds: await duration(wav) };
}

/** Computes the start of each part and the total length. */
function timeline(spoken, { head, between, tail }) {
  let at = head;
  const topics = spoken.map(({ title, seconds }) => {
    const topic = { title, start: round(at), end: round(at + seconds) };
    at += seconds + between;
    return topic;
  });
  return { topics, duration: round(at - between + tail) };
}

const round = (seconds) => Math.round(seconds * 1000) / 1000;

/** Delays each part to its start and mixes the audio. The picture has a colour for each part and a progress bar. */
function filters({ topics, duration: whole }) {
  const audio = topics.map(({ start }, i) => `[${i}:a]adelay=${Math.round(start * 1000)}:all=1[a${i}]`);
  const mix = `${topics.map((_, i) => `[a${i}]`).join('')}amix=inputs=${topics.length}:normalize=0,apad=whole_dur=${whole},atrim=end=${whole}[a]`;
  const base = `color=c=${colours[0]}:s=640x360:r=5:d=${whole}[v0]`;
  const scenes = topics.slice(1).map(({ start }, i) => {
    const scene = `color=c=${colours[(i + 1) % colours.length]}:s=640x360:r=5:d=${whole}[c${i}]`;
    return `${scene};[v${i}][c${i}]overlay=enable='gte(t,${start})'[v${i + 1}]`;
  });
  const bar = `color=c=white:s=640x8:r=5:d=${whole}[bar];[v${topics.length - 1}][bar]overlay=x='-640+640*t/${whole}':y=352,format=yuv420p[v]`;
  return [...audio, mix, base, ...scenes, bar].join(';');
}

async function make(recording) {
  const dir = await mkdtemp(join(tmpdir(), 'tl-samples-'));
  try {
    const text = await readFile(join(projectRoot, 'assets', `${recording.name}.txt`), 'utf8');
    const spoken = [];
    for (const [index, part] of parts(text).entries()) spoken.push(await speak(part, index, dir));
    const plan = timeline(spoken, recording);
    const file = join(projectRoot, 'assets', `${recording.name}.mp4`);
    const inputs = spoken.flatMap(({ wav }) => ['-i', wav]);
    // A key frame every two seconds, as meeting recorders make them.
    const video = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', '30', '-g', '10', '-keyint_min', '10', '-sc_threshold', '0'];
    const audio = ['-c:a', 'aac', '-b:a', '48k', '-ac', '1'];
    const maps = ['-filter_complex', filters(plan), '-map', '[v]', '-map', '[a]'];
    const output = [...video, ...audio, ...BITEXACT, '-movflags', '+faststart', '-t', String(plan.duration), file];
    await call(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...inputs, ...maps, ...output]);
    await writeFile(
      join(projectRoot, 'assets', `${recording.name}.json`),
      `${JSON.stringify(description(recording, spoken, plan), undefined, 2)}\n`,
    );
    const { size } = await stat(file);
    process.stdout.write(`${recording.name}.mp4: ${plan.duration} s, ${Math.round(size / 1024)} KiB\n`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function description({ name, head, tail }, spoken, { topics, duration: whole }) {
  return {
    file: `${name}.mp4`,
    language: 'en',
    voice: 'flite rms',
    duration_seconds: whole,
    silence: { head_seconds: head, tail_seconds: tail },
    topics: topics.map(({ title, start, end }, i) => ({ title, start, end, text: spoken[i].text })),
  };
}

for (const recording of recordings) await make(recording);
