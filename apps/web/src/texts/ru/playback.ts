import { formatNumber } from '../numbers.js';
import { compareWords, earlierRunWords, soFarWords } from './transcript-versions.js';

const playbackWords = {
  playerLabel: (title: string): string => `Проигрыватель: ${title}`,
  position: 'Позиция',
  positionText: (at: string, duration: string, topic: string | undefined): string =>
    [`${at} из ${duration}`, ...(topic === undefined ? [] : [topic])].join(', '),
  smallPlayer: 'Мини-проигрыватель',
  showPlayer: 'Показать проигрыватель',
  play: 'Воспроизвести',
  pause: 'Пауза',
  controls: 'Управление',
  speed: 'Скорость воспроизведения',
  times: (rate: number): string => `${formatNumber(rate)}×`,
  captions: 'Субтитры',
  mute: 'Без звука',
  volume: 'Громкость',
  fullScreen: 'Во весь экран',
  back: 'Назад на 10 секунд',
  forward: 'Вперёд на 10 секунд',
  toCheck: (count: number): string => `Фрагменты на проверку: ${formatNumber(count)}`,
  waveformToCome: 'График звука строится.',
  breaksOff: (at: string, whole: string): string =>
    `Файл обрывается на ${at} из ${whole}: он повреждён или неполный. Замените его полным файлом.`,
  /** Why the file does not play, or may not play elsewhere. */
  notes: {
    making: 'Этот формат нельзя воспроизвести здесь. Создаётся версия для браузера.',
    forOthers: 'Некоторые браузеры не воспроизводят этот формат. Для них создаётся версия.',
    paused:
      'Не каждый браузер воспроизводит этот формат. Версия для остальных будет создана, когда продолжится запуск, который сейчас приостановлен.',
    stopped: 'Не каждый браузер воспроизводит этот формат. Преобразование остановлено.',
    failed:
      'Не каждый браузер воспроизводит этот формат, а преобразовать его не удалось. Чтобы воспроизвести файл, скачайте его.',
    refused: 'Этот файл нельзя воспроизвести здесь. Обновите страницу или скачайте файл, чтобы воспроизвести его.',
    missing: 'Этот формат нельзя воспроизвести здесь, а версии для браузера пока нет.',
  },
} as const;

/** Pictures, waveforms and versions for browsers that are missing. */
const previewWords = {
  make: 'Создать предпросмотр',
  making: 'Запрос предпросмотра…',
  made: 'Предпросмотр запрошен.',
  noWaveform: {
    failed: 'Графика звука нет: не удалось прочитать файл.',
    stopped: 'Графика звука нет: создание предпросмотра остановлено.',
  },
  noPicture: {
    failed: 'Изображения первой страницы нет: не удалось прочитать файл.',
    stopped: 'Изображения первой страницы нет: создание предпросмотра остановлено.',
    missing: 'Изображения первой страницы пока нет.',
  },
} as const;

/** All files in one archive. */
const downloadWords = {
  all: 'Скачать всё',
  noPdf:
    'PDF расшифровки нет: в ней или в её названии есть знаки, которых PDF не может показать, либо она слишком длинная. В файле для Word есть всё.',
} as const;

/** The parts of a recording on a phone. */
const recordingTabs = {
  label: 'Разделы',
  names: {
    transcript: 'Расшифровка',
    topics: 'Темы',
    outputs: 'Публикации',
    downloads: 'Скачивание',
    details: 'Сведения',
    history: 'История',
  },
} as const;

export const resultWords = {
  playback: playbackWords,
  previews: previewWords,
  tabs: recordingTabs,
  downloads: downloadWords,
  soFar: soFarWords,
  compare: compareWords,
  earlierRun: earlierRunWords,
} as const;
