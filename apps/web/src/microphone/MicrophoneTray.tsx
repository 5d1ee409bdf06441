import { useContext, type ReactElement } from 'react';
import { lazyView } from '../components/lazy-view.js';
import { MicrophoneContext } from './MicrophoneProvider.js';

/** Fetched with the first view that offers to record. */
const RecordingOfPage = lazyView(async () => (await import('./RecordingOfPage.js')).RecordingOfPage, null);

/** The recording of this page. It stays while the user moves between views. */
export function MicrophoneTray(): ReactElement | null {
  const microphone = useContext(MicrophoneContext)?.microphone;
  return microphone === undefined ? null : <RecordingOfPage microphone={microphone} />;
}
