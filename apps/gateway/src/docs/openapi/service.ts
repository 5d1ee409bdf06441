import { VERSION } from '../../version.js';
import { time } from './examples.js';
import { operation } from './operation.js';

const tag = 'service';
const json = { 'application/json': { schema: { type: 'object' } } };
const html = { 'text/html': { schema: { type: 'string' } } };

export const servicePaths = {
  '/health/live': {
    get: operation({
      id: 'live',
      tag,
      summary: 'Whether the process runs',
      answers: [{ status: 200, description: 'It runs.', schema: 'Live', example: { status: 'ok', service: 'gateway' } }],
      problems: [],
    }),
  },
  '/health/ready': {
    get: operation({
      id: 'ready',
      tag,
      summary: 'Whether requests can be served',
      answers: [
        {
          status: 200,
          description: 'Everything that is needed is there. With 503 the same document says what is missing.',
          schema: 'Ready',
          example: {
            status: 'ok',
            service: 'gateway',
            checks: { nats: { ok: true }, postgres: { ok: true }, artifacts: { ok: true } },
          },
        },
      ],
      problems: [],
    }),
  },
  '/metrics': {
    get: operation({
      id: 'metrics',
      tag,
      summary: 'What Prometheus reads',
      description:
        'The text format of Prometheus (docs/observability.md). Where the server has a token for it (`TL_METRICS_TOKEN`), that one is to be sent as `Authorization: Bearer …`; tokens of the API do not open it.',
      answers: [
        {
          status: 200,
          description: 'Counts and durations since the start of this process, and the state of the installation as it is now.',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
      ],
      problems: ['unauthorized'],
    }),
  },
  '/api/v1/about': {
    get: operation({
      id: 'about',
      tag,
      summary: 'Version, limits, and what the workers have to work with',
      answers: [
        {
          status: 200,
          description: 'About this server.',
          schema: 'About',
          example: {
            name: 'throughline',
            version: VERSION,
            limits: { upload_bytes: 21_474_836_480, page: 200, title: 300 },
            simulation: false,
            services: [
              { service: 'ingest', tools: [{ name: 'ffprobe', version: '7.1.1' }], engines: [], looked_at: time, heard_at: time },
              {
                service: 'processing',
                tools: [{ name: 'ffmpeg', version: '7.1.1' }],
                engines: [
                  { name: 'pocketsphinx', kind: 'speech', languages: ['en'] },
                  { name: 'whisper-cpp', kind: 'speech', available: false, note: 'No model is named.' },
                ],
                looked_at: time,
                heard_at: time,
              },
              { service: 'upload', tools: 'unknown', engines: 'unknown', looked_at: null, heard_at: null },
            ],
            docs: '/docs',
          },
        },
      ],
      problems: [],
    }),
  },
  '/openapi.json': {
    get: operation({
      id: 'openApi',
      tag,
      summary: 'This document',
      answers: [{ status: 200, description: 'OpenAPI 3.1.', content: json }],
      problems: [],
    }),
  },
  '/asyncapi.json': {
    get: operation({
      id: 'asyncApi',
      tag,
      summary: 'The messages between the services',
      answers: [{ status: 200, description: 'AsyncAPI 3.0.', content: json }],
      problems: [],
    }),
  },
  '/docs/problems': {
    get: operation({
      id: 'problems',
      tag,
      summary: 'What each problem code means',
      answers: [{ status: 200, description: 'A page.', content: html }],
      problems: [],
    }),
  },
};
