import type { Access } from '@throughline/stack';
import { FIRST_ANSWER_MS } from '../client/http-client.js';
import { read } from '../client/views.js';

export interface EngineState {
  readonly kind: string;
  readonly name: string;
  readonly model: string | null;
  /** null if it accepts any language. */
  readonly languages: readonly string[] | null;
  readonly available: boolean;
  readonly note: string | null;
}

/** Returns the engines that the workers report, best first; null if the gateway cannot tell. */
export async function enginesState({ gatewayUrl, token }: Access): Promise<readonly EngineState[] | null> {
  try {
    const response = await fetch(`${gatewayUrl}/api/v1/about`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(FIRST_ANSWER_MS),
    });
    const { services } = read.about(await response.json());
    const known = (services ?? []).flatMap(({ engines }) => (engines === 'unknown' ? [] : [engines]));
    return known.length === 0
      ? null
      : known.flat().map(({ kind, name, model = null, languages = null, available = true, note = null }) => ({
          kind,
          name,
          model,
          languages,
          available,
          note,
        }));
  } catch {
    return null;
  }
}

/** With more languages than this, only their number is shown. */
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
    [engine.available ? languagesText(engine) : 'not available', engine.note ?? ''].filter((part) => part !== '').join('; '),
  ]);
