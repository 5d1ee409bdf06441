import type { ReactElement } from 'react';
import { lazyView } from '../components/lazy-view.js';
import { useMicrophoneView } from './MicrophoneProvider.js';

/** Fetched with the first recording. */
const RecordingControls = lazyView(async () => (await import('./RecordingControls.js')).RecordingControls, null);

/** The recording of this page. It stays while the user moves between views. */
export function MicrophoneTray(): ReactElement | null {
  const { current } = useMicrophoneView();
  return current === undefined ? null : <RecordingControls current={current} />;
}
