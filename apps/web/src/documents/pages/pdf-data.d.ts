/** The folder beside the scripts with what pdf.js fetches while it runs. The build sets it (`vite-pdf-data.mjs`). */
declare const PDF_DATA_FOLDER: string;
