export { docx, docxBomb, plainZip } from './archives.js';
export { mail, nestedMail, type MailFixture } from './mails.js';
export { brokenPdf, encryptedPdf, miscountedPdf, signedPdf } from './odd-pdfs.js';
export { photo, whitePng } from './pictures.js';
export { scanPdf, scannedPage, type ScannedPage } from './scan.js';
export { textPdf } from './text-pdf.js';
