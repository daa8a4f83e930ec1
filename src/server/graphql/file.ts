import type { Artifact } from '../store/port/store';
import type { Context, Part } from './context';
import { globalId } from './global-id';

/** A file as the schema shows it, whatever it belongs to. */
export interface FileNode {
  /** Orders the files of a list. */
  id: number;
  /** What tells the file from all others. */
  key: number | string;
  name: string;
  /** Where the bytes lie in the data folder; null where they lie elsewhere. */
  storagePath: string | null;
  /** What is stored of it; null while it is only announced. */
  stored: { size: number; mimetype: string | null; md5: string; updatedAt: number } | null;
  /** The path of the address for reading it with a credential; null where there is none. */
  path: string | null;
  /** An address for reading it without a credential, where there is one; otherwise `path` is given. */
  direct?: (context: Context) => string;
  /** The path for its upload; null when there is nothing to upload. */
  upload: (context: Context) => string | null;
  artifact?: Artifact;
}

function url({ path, upload }: FileNode, args: { upload?: boolean | null }, context: Context): string | null {
  const wanted = args.upload ? upload(context) : path;
  return wanted === null ? null : context.baseUrl + wanted;
}

/** Files, of runs and of artifacts. */
export const filePart: Part = {
  sdl: `
    type FileConnection { edges: [FileEdge!]! pageInfo: PageInfo! uploadHeaders: [String!]! totalCount: Int }
    type FileEdge { node: File cursor: String }
    type File {
      id: ID! name: String! displayName: String! url(upload: Boolean): String directUrl: String! uploadUrl: String uploadHeaders: [String!]!
      sizeBytes: Int64! mimetype: String md5: String digest: String updatedAt: DateTime createdAt: DateTime storagePath: String
      uploadMultipartUrls: UploadMultipartUrls artifact: Artifact
    }
    type UploadMultipartUrls { uploadID: String! uploadUrlParts: [UploadUrlPart!]! }
    type UploadUrlPart { partNumber: Int64! uploadUrl: String! }
  `,
  resolvers: {
    FileConnection: { uploadHeaders: () => [] },
    File: {
      id: ({ key }: FileNode) => globalId('File', key),
      displayName: ({ name }: FileNode) => name,
      url,
      directUrl: (file: FileNode, _args: object, context: Context) => file.direct?.(context) ?? url(file, {}, context),
      uploadUrl: (file: FileNode, _args: object, context: Context) => url(file, { upload: true }, context),
      uploadHeaders: () => [],
      // Each file goes up in one piece.
      uploadMultipartUrls: () => null,
      sizeBytes: ({ stored }: FileNode) => stored?.size ?? 0,
      mimetype: ({ stored }: FileNode) => stored?.mimetype ?? null,
      md5: ({ stored }: FileNode) => stored?.md5 ?? null,
      digest: ({ stored }: FileNode) => stored?.md5 ?? null,
      updatedAt: ({ stored }: FileNode) => stored?.updatedAt ?? null,
      createdAt: ({ stored }: FileNode) => stored?.updatedAt ?? null,
    },
  },
};
