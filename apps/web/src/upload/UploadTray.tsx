import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { focusContentAfter } from '../components/focus-after.js';
import { lazyView } from '../components/lazy-view.js';
import { text } from '../texts/text.js';
import { arrangeUploads } from './arrange-uploads.js';
import { describeTray } from './describe-tray.js';
import { isAdded } from './upload.js';
import { useUploads } from './UploadsProvider.js';

const words = text.upload;

/** Fetched with the first upload. */
const UploadRow = lazyView(async () => (await import('./UploadRow.js')).UploadRow, null);

/** The uploads of this page. It stays while the user moves between views. */
export function UploadTray(): ReactElement | null {
  const { uploads, views } = useUploads();
  const [isCollapsed, setCollapsed] = useState(false);
  if (views.length === 0) return null;
  const { shown, queuedToo, addedToo } = arrangeUploads(views);
  return (
    <section className="tray upload-tray" aria-label={words.list}>
      <header>
        <Icon name="uploading" />
        <h2>{describeTray(views)}</h2>
        {views.filter(isAdded).length > 1 && (
          <Button
            ref={focusContentAfter}
            look="quiet"
            size="icon"
            aria-label={words.removeAdded}
            title={words.removeAdded}
            onClick={() => {
              uploads.removeAdded();
            }}
          >
            <Icon name="check" />
          </Button>
        )}
        <Button
          look="quiet"
          size="icon"
          aria-expanded={!isCollapsed}
          aria-label={isCollapsed ? words.expand : words.collapse}
          onClick={() => {
            setCollapsed(!isCollapsed);
          }}
        >
          <Icon name={isCollapsed ? 'up' : 'down'} />
        </Button>
      </header>
      {!isCollapsed && (
        <ul className="uploads" aria-label={words.list}>
          {shown.map((view) => (
            <UploadRow key={view.key} view={view} uploads={uploads} />
          ))}
          {queuedToo > 0 && <li className="upload quiet">{words.queuedToo(queuedToo)}</li>}
          {addedToo > 0 && <li className="upload quiet">{words.addedToo(addedToo)}</li>}
        </ul>
      )}
    </section>
  );
}
