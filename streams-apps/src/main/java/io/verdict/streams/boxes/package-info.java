/** When two boxes are the same thing, and how far two lists of boxes agree; for every app that holds decisions or labels against each other. */
package io.verdict.streams.boxes;
