import type { Access } from '@throughline/stack';
import { read } from '../client/views.js';

/** What transcribes, or finds topics. */
export interface EngineState {
  readonly kind: string;
  readonly name: string;
  readonly model: string | null;
  /** null where it takes any. */
  readonly languages: readonly string[] | null;
  readonly note: string | null;
}

const PATIENCE_MS = 10_000;

/** The engines that the workers say they have, best first; null where the gateway cannot tell. */
export async function enginesState({ gatewayUrl, token }: Access): Promise<readonly EngineState[] | null> {
  try {
    const response = await fetch(`${gatewayUrl}/api/v1/about`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { services } = read.about(await response.json());
    const known = (services ?? []).flatMap(({ engines }) => (engines === 'unknown' ? [] : [engines]));
    return known.length === 0
      ? null
      : known
          .flat()
          .map(({ kind, name, model = null, languages = null, note = null }) => ({ kind, name, model, languages, note }));
  } catch {
    return null;
  }
}

/** More than this are counted. */
const SHOWN_LANGUAGES = 8;

const languagesText = ({ languages }: EngineState): string => {
  if (languages === null) return '';
  return languages.length > SHOWN_LANGUAGES ? `${String(languages.length)} languages` : languages.join(', ');
};

export const engineRows = (engines: readonly EngineState[] | null): string[][] =>
  (engines ?? []).map((engine) => [
    engine.kind,
    engine.name,
    engine.model ?? '',
    [languagesText(engine), engine.note ?? ''].filter((part) => part !== '').join('; '),
  ]);
