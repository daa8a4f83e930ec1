import { describe, expect } from 'vitest';
import { clients } from './clients';
import { testOf } from './suite';

const test = testOf('media.py');

describe(clients.wandb, () => {
  test('logs a histogram', ({ outcome }) => {
    expect(outcome('histogram')).toEqual({ _type: 'histogram', values: [1, 3], bins: [1, 2, 3] });
    expect(outcome('ready_histogram')).toEqual({ _type: 'histogram', values: [1, 0, 2], bins: [1, 1.5, 2, 3] });
  });

  test('logs an array, as a histogram', ({ outcome }) => {
    expect(outcome('array')).toEqual(['histogram', 1000, 0, 999]);
  });

  test('logs an image with a caption, and downloads it', ({ outcome }) => {
    expect(outcome('image')).toEqual({
      _type: 'image-file',
      format: 'png',
      width: 8,
      height: 6,
      caption: 'a "caption" ключ',
    });
  });

  test('logs images from png, jpg, gif, bmp and webp files', ({ outcome }) => {
    expect(outcome('image_file')).toEqual({ png: true, jpg: true, gif: true, bmp: true, webp: true });
  });

  test('logs an image with boxes and masks', ({ outcome }) => {
    expect(outcome('boxes_and_masks')).toEqual({
      mask: { 0: 'none', 1: 'cat', 2: 'dog' },
      bounding_box: { 1: 'cat', 2: 'dog' },
    });
  });

  test('logs a list of images', ({ outcome }) => {
    expect(outcome('images')).toEqual({
      _type: 'images/separated',
      count: 2,
      captions: ['one', 'two'],
      width: 8,
      height: 6,
      format: 'png',
    });
  });

  test('logs a hundred images at once, and lists them in pages', ({ outcome }) => {
    expect(outcome('many_images')).toBe(100);
  });

  test('logs audio, one and a list', ({ outcome }) => {
    expect(outcome('audio')).toEqual(['audio-file', 'a tone', 'audio', 2, ['one', 'two']]);
  });

  test('logs video', ({ outcome }) => {
    expect(outcome('video')).toEqual(['video-file', 'a film', '.mp4']);
  });

  test('logs HTML', ({ outcome }) => {
    expect(outcome('html')).toEqual(['html-file', '<p>höch</p><script>alert(1)</script>']);
  });

  test('logs a Plotly figure', ({ outcome }) => {
    expect(outcome('figure')).toEqual(['plotly-file', 'scatter', [1, 2, 3], [4, 1, 2]]);
  });

  test('logs a point cloud, a scene and a model in 3-D', ({ outcome }) => {
    expect(outcome('point_cloud')).toEqual([
      'object3D-file',
      [
        [0, 0, 0, 1],
        [1, 1.5, 2, 2],
      ],
    ]);
    expect(outcome('scene')).toEqual([
      'object3D-file',
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
      'box',
    ]);
    expect(outcome('model_file')).toEqual(['object3D-file', '.obj']);
  });

  test('logs a molecule', ({ outcome }) => {
    expect(outcome('molecule')).toEqual(['molecule-file', 'alanine', '.pdb']);
  });

  test('logs media inside of nested values', ({ outcome }) => {
    expect(outcome('mixed')).toEqual(['html-file', 3, 'html', 2]);
  });
});
