import { Document, Packer, Paragraph } from 'docx';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { MessageDto } from '#libs/message';
import type { ApiClient } from './api-client.js';
import { ended, sendFile } from './reply-chats.js';

/** What a FILE message consists of. */
export interface SampleFile {
  readonly content: string;
  readonly metadata: { readonly media_type: string; readonly encoding?: 'base64'; readonly filename: string };
}

export function markdownFile(content: string, filename = 'notes.md'): SampleFile {
  return { content, metadata: { media_type: 'text/markdown', filename } };
}

/** Sends a Markdown file, and waits until it is read. */
export async function readMarkdown(
  owner: ApiClient,
  chatId: number,
  text: string,
  filename?: string,
): Promise<MessageDto> {
  const { content, metadata } = markdownFile(text, filename);
  return ended(owner, await sendFile(owner, chatId, content, metadata));
}

/** A page with one line for each text. */
export async function pdfFile(lines: readonly string[], filename = 'paper.pdf'): Promise<SampleFile> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([595, 842]);
  lines.forEach((line, nth) => page.drawText(line, { x: 50, y: 780 - nth * 20, size: 11, font }));
  return base64(await pdf.save(), 'application/pdf', filename);
}

export async function docxFile(paragraphs: readonly string[], filename = 'letter.docx'): Promise<SampleFile> {
  const document = new Document({ sections: [{ children: paragraphs.map((text) => new Paragraph(text)) }] });
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return base64(await Packer.toBuffer(document), type, filename);
}

function base64(bytes: Uint8Array, media_type: string, filename: string): SampleFile {
  return { content: Buffer.from(bytes).toString('base64'), metadata: { media_type, encoding: 'base64', filename } };
}
