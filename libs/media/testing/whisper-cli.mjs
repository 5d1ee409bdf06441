// Replaces whisper.cpp's whisper-cli: accepts and refuses the same options, and transcribes with pocketsphinx. Its instructions
// are in a file beside it, with the same name and the extension .json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const setting = JSON.parse(readFileSync(`${process.argv[1]}.json`, 'utf8'));
const withValue = new Set(['--model', '--file', '--language', '--threads', '--output-file', '--prompt']);
const carry = setting.carriesPrompt ? ['--carry-initial-prompt'] : [];
const flags = new Set(['--output-json-full', '--print-progress', '--detect-language', ...carry]);
if (process.argv[2] === '--help') {
  process.stderr.write(`options:\n${[...withValue, ...flags].map((name) => `  ${name}\n`).join('')}`);
  process.exit(0);
}
const given = {};
const fail = (message, code) => {
  process.stderr.write(`error: ${message}\n`);
  process.exit(code);
};
for (let at = 2; at < process.argv.length; at += 1) {
  const name = process.argv[at];
  if (withValue.has(name)) given[name] = process.argv[(at += 1)];
  else if (flags.has(name)) given[name] = true;
  else fail(`unknown argument: ${name}`, 0);
}
if (!existsSync(given['--model'])) fail(`failed to initialize whisper context`, 3);
const wav = readFileSync(given['--file']);
if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.readUInt32LE(24) !== 16_000) fail('failed to read audio file', 2);
writeFileSync(`${process.argv[1]}.asked`, `${JSON.stringify(given)}\n`, { flag: 'a' });
process.stderr.write('whisper_init_from_file: loading model\n');
if (setting.mode === 'hang') {
  process.stderr.write('whisper_print_progress_callback: progress =  10%\n');
  setInterval(() => undefined, 1_000);
} else if (setting.mode === 'fail') fail('out of memory', 1);
else if (given['--detect-language'] === true) {
  process.stderr.write(`whisper_full_with_state: auto-detected language: en (p = ${setting.probability.toFixed(6)})\n`);
} else {
  const heard = setting.mode === 'garbage' ? 'oops' : JSON.stringify(output());
  process.stdout.write('[00:00:00.000 --> 00:00:02.000]  what was said aloud\n');
  process.stderr.write('whisper_print_progress_callback: progress = 100%\n');
  writeFileSync(`${given['--output-file']}.json`, Buffer.from(heard, 'latin1'));
}

function output() {
  const { path, env, hmm, lm, dict } = setting.sphinx;
  const args = ['-infile', given['--file'], '-hmm', hmm, '-lm', lm, '-dict', dict, '-time', 'yes'];
  const { stdout } = spawnSync(path, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  const tokens = [];
  for (const line of stdout.split('\n')) {
    const [, word, start, end, p] = /^(\S+) (\d+\.\d+) (\d+\.\d+) ([\d.e+-]+)$/.exec(line) ?? [];
    if (word === undefined || /^(<.*>|\[.*\]|\+\+.*)$/.test(word)) continue;
    const offsets = { from: Math.round(start * 1_000), to: Math.round(end * 1_000) };
    const text = word.replace(/\(\d+\)$/, '');
    const half = Math.ceil(text.length / 2);
    // Whisper models split a word into several tokens, the first with a leading blank.
    tokens.push({ text: ` ${text.slice(0, half)}`, offsets, id: 1, p: Math.min(1, Number(p)) });
    if (half < text.length) tokens.push({ text: text.slice(half), offsets, id: 2, p: Math.min(1, Number(p)) });
  }
  const mark = { text: '[_BEG_]', offsets: { from: 0, to: 0 }, id: 50_364, p: 0.9 };
  const offsets = { from: 0, to: 60_000 };
  const text = tokens.map((token) => token.text).join('');
  return {
    systeminfo: 'none',
    params: { language: given['--language'] },
    result: { language: given['--language'] === 'auto' ? 'en' : given['--language'] },
    transcription: tokens.length === 0 ? [] : [{ offsets, text, tokens: [mark, ...tokens] }],
  };
}
