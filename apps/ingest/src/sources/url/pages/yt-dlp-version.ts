import type { ToolNote } from '@throughline/contracts';
import { runTool, type Tool } from '@throughline/media';

/** Older ones open `file://` addresses and write files under names that the other side chooses (CVE-2024-38519). */
const OLDEST = '2024.07.01';
/** Sites change all the time; what is older than this is often broken. */
const OLD_AFTER_DAYS = 90;
const TIME_LIMIT_MS = 30_000;

const DATE = /^(\d{4})\.(\d{1,2})\.(\d{1,2})/;

/** Releases are named by their day, now with and now without zeros before it. */
const dayOf = (version: string): number | undefined => {
  const [, year, month, day] = DATE.exec(version) ?? [];
  return day === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day));
};

export interface YtDlpVersion {
  readonly version: string;
  /** Why it is not used; undefined where it is. */
  readonly refusal: string | undefined;
  readonly ageDays: number | undefined;
}

export function judgeVersion(said: string, now: Date): YtDlpVersion {
  const version = said.trim().split('\n')[0]?.slice(0, 40) ?? '';
  const day = dayOf(version);
  if (day === undefined) return { version: 'unknown', refusal: 'it does not tell its version', ageDays: undefined };
  const isTooOld = day < (dayOf(OLDEST) ?? 0);
  return {
    version,
    refusal: isTooOld ? `it is not safe with pages of strangers before ${OLDEST}; install a current one` : undefined,
    ageDays: Math.floor((now.getTime() - day) / 86_400_000),
  };
}

export async function ytDlpVersion(tool: Tool, signal?: AbortSignal): Promise<YtDlpVersion> {
  try {
    return judgeVersion(
      await runTool(tool, ['--ignore-config', '--version'], { signal, timeLimitMs: TIME_LIMIT_MS }),
      new Date(),
    );
  } catch {
    signal?.throwIfAborted();
    return { version: 'unknown', refusal: 'it cannot be run: check TL_YTDLP_PATH', ageDays: undefined };
  }
}

/** What the service says of it to those who ask. */
export async function ytDlpNote(tool: Tool): Promise<ToolNote> {
  const { version, refusal, ageDays } = await ytDlpVersion(tool);
  const age =
    ageDays === undefined || ageDays < OLD_AFTER_DAYS ? undefined : `${String(ageDays)} days old: sites may be broken for it`;
  const note = refusal === undefined ? age : `not used: ${refusal}`;
  return { name: 'yt-dlp', version, ...(note === undefined ? {} : { note }) };
}
