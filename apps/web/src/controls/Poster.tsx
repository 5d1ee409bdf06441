import type { Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';

/** The address of a recording's picture. The fragment lets the browser load it again after another choice. */
export function posterOf({ thumbnail }: Pick<Recording, 'thumbnail'>): string | undefined {
  if (thumbnail?.url == null) return undefined;
  return thumbnail.second === null ? thumbnail.url : `${thumbnail.url}#${String(thumbnail.second)}`;
}

/** The picture of a recording; nothing if it has none, or if the server cannot make it now. */
export function Poster({ recording }: { readonly recording: Pick<Recording, 'thumbnail'> }): ReactElement | null {
  const [missing, setMissing] = useState<string>();
  const address = posterOf(recording);
  if (address === undefined || address === missing) return null;
  return (
    <img
      className="poster"
      src={address}
      alt=""
      loading="lazy"
      width={80}
      height={45}
      onError={() => {
        setMissing(address);
      }}
    />
  );
}
