/** Starts the parts of the platform, together or one by one, and wires what they declare to what others provide. */
package io.verdict.launcher.platform;
