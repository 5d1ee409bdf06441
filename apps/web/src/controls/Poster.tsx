import type { Recording } from '@throughline/api-client';
import { useEffect, useState, type ReactElement } from 'react';

/** The server makes missing pictures one after the other. */
const RETRIES_MS = [5_000, 10_000, 20_000, 40_000];

/** The address of a recording's picture. The fragment lets the browser load it again after another choice. */
export function posterOf({ thumbnail }: Pick<Recording, 'thumbnail'>): string | undefined {
  if (thumbnail?.url == null) return undefined;
  return thumbnail.second === null ? thumbnail.url : `${thumbnail.url}#${String(thumbnail.second)}`;
}

/**
 * The picture before the player plays: the chosen one, or the stored poster. Without one the browser shows the first picture of the
 * video, so none is made for it.
 */
export function findPlayerPoster(
  recording: Pick<Recording, 'thumbnail'> & { readonly previews: Pick<Recording['previews'], 'poster_url'> },
): string | undefined {
  const { previews, thumbnail } = recording;
  return typeof thumbnail?.second === 'number' ? posterOf(recording) : (previews.poster_url ?? undefined);
}

/** Returns the wait before the next try after this many failures; nothing after the last try. */
export const retryAfter = (failures: number): number | undefined => RETRIES_MS[failures - 1];

/** The picture of a recording; nothing if it has none, or if the server cannot make it. */
export function Poster({ recording }: { readonly recording: Pick<Recording, 'thumbnail'> }): ReactElement | null {
  const address = posterOf(recording);
  return address === undefined ? null : <Picture key={address} address={address} />;
}

function Picture({ address }: { readonly address: string }): ReactElement | null {
  const [failures, setFailures] = useState(0);
  const [hasFailed, setHasFailed] = useState(false);
  const waitMs = hasFailed ? retryAfter(failures) : undefined;
  useEffect(() => {
    if (waitMs === undefined) return undefined;
    const timer = setTimeout(() => {
      setHasFailed(false);
    }, waitMs);
    return () => {
      clearTimeout(timer);
    };
  }, [waitMs]);
  if (hasFailed) return waitMs === undefined ? null : <div className="poster" aria-hidden />;
  return (
    <img
      className="poster"
      src={address}
      alt=""
      loading="lazy"
      width={80}
      height={45}
      onError={() => {
        setFailures((count) => count + 1);
        setHasFailed(true);
      }}
    />
  );
}
