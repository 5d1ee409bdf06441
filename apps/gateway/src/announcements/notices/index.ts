export { NOTICE_STORE, type NoticeStore } from './notice-store.js';
