package io.verdict.launcher.loop;

import io.verdict.connectors.studio.Photo;

/**
 * A photo that is on the log, and what is on it.
 *
 * @param imageId its identity on the log
 * @param photo as it was drawn; its boxes are the truth
 */
record LabelledShot(String imageId, Photo photo) {}
