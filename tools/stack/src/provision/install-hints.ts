import type { ToolId } from './tool.js';

const variables: Record<ToolId, string> = {
  'nats-server': 'TL_NATS_SERVER=/path/to/nats-server',
  postgres: 'TL_POSTGRES_BIN=/folder/with/postgres/and/initdb',
  ffmpeg: 'TL_FFMPEG=/path/to/ffmpeg',
  ffprobe: 'TL_FFPROBE=/path/to/ffprobe',
  pocketsphinx: 'TL_POCKETSPHINX=/path/to/pocketsphinx_continuous and TL_POCKETSPHINX_MODEL=/folder/of/en-us',
};

const packages: Record<ToolId, { debian: string; mac: string; other: string }> = {
  'nats-server': {
    debian: 'sudo apt-get install nats-server   (2.10 or newer: Debian 13, Ubuntu 24.04)',
    mac: 'brew install nats-server',
    other: 'install nats-server 2.10 or newer from your distribution or from nats.io',
  },
  postgres: {
    debian: 'sudo apt-get install postgresql',
    mac: 'brew install postgresql@17',
    other: 'install the PostgreSQL server, version 14 or newer, from your distribution',
  },
  ffmpeg: {
    debian: 'sudo apt-get install ffmpeg',
    mac: 'brew install ffmpeg',
    other: 'install ffmpeg 4.1 or newer from your distribution',
  },
  ffprobe: {
    debian: 'sudo apt-get install ffmpeg',
    mac: 'brew install ffmpeg',
    other: 'install ffmpeg 4.1 or newer from your distribution',
  },
  pocketsphinx: {
    debian: 'sudo apt-get install pocketsphinx pocketsphinx-en-us',
    mac: 'build CMU pocketsphinx 5prealpha with its en-us model (Homebrew has none)',
    other: 'install pocketsphinx_continuous (0.8 or 5prealpha) and its en-us model from your distribution',
  },
};

/** Returns the commands that install a tool on this platform: the last lines of "is missing". */
export function installHint(tool: ToolId, platform: NodeJS.Platform): string {
  const { debian, mac, other } = packages[tool];
  const install =
    platform === 'darwin'
      ? `  macOS: ${mac}`
      : platform === 'linux'
        ? `  Debian or Ubuntu: ${debian}\n  elsewhere: ${other}`
        : `  ${other}`;
  return `Install it, or name an existing copy:\n${install}\n  or set ${variables[tool]}`;
}
