import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../process/run-tool.js';
import type { MediaTools } from '../tools.js';

const timeLimitMs = 120_000;

export class TestMedia {
  private constructor(
    private readonly tools: MediaTools,
    readonly folder: string,
  ) {}

  static async create(tools: MediaTools): Promise<TestMedia> {
    return new TestMedia(tools, await mkdtemp(join(tmpdir(), 'test media ')));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs ffmpeg. The last argument names the output in the folder. */
  async ffmpeg(...args: readonly string[]): Promise<string> {
    const output = this.path(args.at(-1) ?? '');
    await runTool(this.tools.ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args.slice(0, -1), output], { timeLimitMs });
    return output;
  }

  /** `sound` is a lavfi audio source; `picture` has encoder options for the test picture, absent for sound alone. */
  async make(
    name: string,
    make: {
      seconds: number;
      sound?: string;
      picture?: readonly string[];
      audioOptions?: readonly string[];
      pictureSource?: string;
    },
  ): Promise<string> {
    const { seconds, sound, picture, audioOptions = [], pictureSource = 'testsrc2=size=160x120:rate=25' } = make;
    return await this.ffmpeg(
      ...(picture ? ['-f', 'lavfi', '-i', pictureSource] : []),
      ...(sound === undefined ? [] : ['-f', 'lavfi', '-i', sound]),
      ...['-t', String(seconds), ...(picture ?? []), ...audioOptions],
      name,
    );
  }

  async speak(name: string, texts: readonly string[], pauses: { before: number; after: number }): Promise<string> {
    const inputs = await Promise.all(
      texts.map(async (text, index) => {
        const file = this.path(`${name}.${index}.txt`);
        await writeFile(file, text);
        return ['-f', 'lavfi', '-i', `flite=textfile=${escapeForFilter(file)}:voice=rms`];
      }),
    );
    const labels = texts.map((_, index) => `[${index}:a]`).join('');
    const join = `${labels}concat=n=${texts.length}:v=0:a=1,adelay=${pauses.before * 1000}:all=1,apad=pad_dur=${pauses.after}[a]`;
    return await this.ffmpeg(...inputs.flat(), '-filter_complex', join, '-map', '[a]', '-ar', '16000', '-ac', '1', name);
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.path(name), content);
    return this.path(name);
  }

  async files(folder = ''): Promise<string[]> {
    return (await readdir(join(this.folder, folder), { recursive: true }).catch(() => [])).sort();
  }
}

const escapeForFilter = (path: string): string => path.replace(/[\\':,;[\] ]/g, (character) => `\\\\\\${character}`);

/** Returns a tone from `start` to `end` with a beep of 0.2 seconds every two seconds, and digital silence around it. */
export function beepsBetween(start: number, end: number): string {
  const tone = `if(lt(mod(t-${start},2),0.2),0.5*sin(2*PI*880*t),0.05*sin(2*PI*200*t))`;
  return `aevalsrc='if(between(t,${start},${end}),${tone},0)':s=44100`;
}

export const silence = 'anullsrc=r=44100:cl=stereo';

/** Keyframes four seconds apart and B-frames, which make a careless cut drift. */
export const h264: readonly string[] = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '3', '-g', '100', '-sc_threshold', '0'];
