import type { ToolNote } from '@throughline/contracts';
import { runTool, type Tool } from '@throughline/media';

/** Older releases open `file://` addresses and let the server choose file names (CVE-2024-38519). */
const OLDEST = '2024.07.01';
/** Sites change often: an older release usually fails on some of them. */
const OLD_AFTER_DAYS = 90;
const TIME_LIMIT_MS = 30_000;

const DATE = /^(\d{4})\.(\d{1,2})\.(\d{1,2})/;

/** Releases are named by date, sometimes without leading zeros. */
const parseReleaseDay = (version: string): number | undefined => {
  const [, year, month, day] = DATE.exec(version) ?? [];
  return day === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day));
};

export interface YtDlpVersion {
  readonly version: string;
  readonly refusal: string | undefined;
  readonly ageDays: number | undefined;
}

export function judgeVersion(output: string, now: Date): YtDlpVersion {
  const version = output.trim().split('\n')[0]?.slice(0, 40) ?? '';
  const day = parseReleaseDay(version);
  if (day === undefined) return { version: 'unknown', refusal: 'it does not report its version', ageDays: undefined };
  const isTooOld = day < (parseReleaseDay(OLDEST) ?? 0);
  return {
    version,
    refusal: isTooOld ? `versions before ${OLDEST} are not safe with untrusted pages: install a current version` : undefined,
    ageDays: Math.floor((now.getTime() - day) / 86_400_000),
  };
}

export async function readYtDlpVersion(tool: Tool, signal?: AbortSignal): Promise<YtDlpVersion> {
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

export async function describeYtDlp(tool: Tool): Promise<ToolNote> {
  const { version, refusal, ageDays } = await readYtDlpVersion(tool);
  const age =
    ageDays === undefined || ageDays < OLD_AFTER_DAYS ? undefined : `${String(ageDays)} days old: sites may be broken for it`;
  const note = refusal === undefined ? age : `not used: ${refusal}`;
  return { name: 'yt-dlp', version, ...(note === undefined ? {} : { note }) };
}
