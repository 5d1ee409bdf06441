import { accountSettings } from '@throughline/credentials';
import { parseMediaTools } from '@throughline/media';
import { allowList, zoomConnections } from '@throughline/outgoing';
import { integer, oneOf, optionalText, readConfig, text, wait } from '@throughline/service-kit';
import { foldersSetting } from '@throughline/service-kit/forms';
import { connectionsSetting as sftpConnections } from '@throughline/sftp';
import { connectionsSetting as webdavConnections } from '@throughline/webdav';
import { workerSettings } from '@throughline/worker-host';
import { feedsSetting } from './sources/feed/feed-settings.js';
import { connectionsSetting as mailboxConnections } from './sources/mailbox/connections.js';
import { DEFAULT_URL_SETTINGS, type UrlSettings } from './sources/url/settings.js';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON with the paths of ffmpeg and ffprobe. Default: the PATH. */
    mediaTools: optionalText('TL_MEDIA_TOOLS'),
    downloads: integer('TL_DOWNLOAD_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
    intake: integer('TL_INTAKE_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
    /** Hosts, addresses and networks that may be fetched from although they are not public (docs/sources.md). */
    allowed: allowList('TL_FETCH_ALLOW'),
    downgrade: oneOf('TL_FETCH_DOWNGRADE', ['on', 'off'], 'off'),
    maxFetchBytes: integer('TL_FETCH_MAX_BYTES', { min: 1, max: 2 ** 50, fallback: DEFAULT_URL_SETTINGS.maxBytes }),
    fetchPieceBytes: integer('TL_FETCH_PIECE_BYTES', {
      min: 65_536,
      max: 2 ** 40,
      fallback: DEFAULT_URL_SETTINGS.pieceBytes,
    }),
    /** Uses yt-dlp for the recordings that web pages show (docs/sources.md). */
    ytdlp: oneOf('TL_YTDLP', ['on', 'off'], 'off'),
    ytdlpPath: text('TL_YTDLP_PATH', 'yt-dlp'),
    /** Folders that sources may read, by name (docs/sources.md). */
    folders: foldersSetting('TL_SOURCE_FOLDERS'),
    webdav: webdavConnections,
    sftp: sftpConnections,
    /** Private feeds by name (docs/sources.md). */
    feeds: feedsSetting,
    /** Zoom accounts that sources may read, by name (docs/sources.md). */
    zoom: zoomConnections,
    /** Replace the addresses of the services whose accounts sources read. */
    ...accountSettings('sources'),
    /** Mailboxes that sources may read, by name (docs/sources.md). Holds passwords. */
    mailboxes: mailboxConnections,
    fetchIdleMs: wait('TL_FETCH_IDLE_MS', { min: 100, fallback: DEFAULT_URL_SETTINGS.idleMs }),
  },
  process.env,
);

const url: UrlSettings = {
  ...DEFAULT_URL_SETTINGS,
  allowed: read.allowed,
  mayDowngrade: read.downgrade === 'on',
  maxBytes: read.maxFetchBytes,
  pieceBytes: read.fetchPieceBytes,
  idleMs: read.fetchIdleMs,
  ...(read.ytdlp === 'on' ? { pageTool: { path: read.ytdlpPath, env: {} } } : {}),
};

export const config = { ...read, tools: parseMediaTools(read.mediaTools), simulation: read.simulation === 'on', url };
