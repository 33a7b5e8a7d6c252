package io.verdict.connectors.studio;

import static io.verdict.connectors.studio.Surroundings.HEIGHT;
import static io.verdict.connectors.studio.Surroundings.HORIZON;
import static io.verdict.connectors.studio.Surroundings.WIDTH;

/** Paints the surroundings of a setting: sky, skyline, ground or ceiling, lamps. Single use, one thread. */
final class Panorama {
    private final float[] texels = new float[WIDTH * HEIGHT * 3];
    private final float[] azimuthTangent = new float[WIDTH];
    private final Dice dice;
    private final Setting setting;

    private Panorama(Setting setting, Dice dice) {
        this.setting = setting;
        this.dice = dice;
        for (int i = 0; i < WIDTH; i++) {
            azimuthTangent[i] = (float) StrictMath.tan(Math.toRadians(Surroundings.azimuth(i)));
        }
    }

    static Surroundings of(Setting setting, Dice dice) {
        Panorama panorama = new Panorama(setting, dice);
        switch (setting) {
            case CLEAR -> panorama.outdoors(0.22f, 0.40f, 0.85f, dice.between(0, 0.5), 1f);
            case OVERCAST -> panorama.outdoors(0.62f, 0.66f, 0.72f, dice.between(0.15, 0.5), 0.9f);
            case STREET -> panorama.outdoors(0.35f, 0.52f, 0.85f, dice.between(0.2, 0.9), 1f);
            case GARAGE -> panorama.indoors();
            case DUSK -> panorama.outdoors(0.05f, 0.07f, 0.16f, dice.between(0.1, 0.4), 0.35f);
        }
        // The camera focuses on the panel, so what is mirrored lies out of focus.
        BoxBlur blur = new BoxBlur(WIDTH, HEIGHT, 1 + dice.below(3));
        blur.apply(panorama.texels);
        blur.apply(panorama.texels);
        return new Surroundings(panorama.texels);
    }

    private void outdoors(float zenithR, float zenithG, float zenithB, float clouds, float glow) {
        sky(zenithR, zenithG, zenithB, clouds, glow);
        ground(dice.between(0.06, 0.26) * glow);
        skyline(glow);
        if (setting == Setting.DUSK) {
            for (int i = 3 + dice.below(6); i > 0; i--) {
                disc(dice.between(40, 600), dice.between(120, 235), dice.between(1.5, 5), dice.between(4, 14), 0.72f);
            }
        } else if (setting != Setting.OVERCAST && dice.chance(0.5)) {
            disc(dice.between(80, 560), dice.between(30, 150), dice.between(4, 7), 25, 0.95f);
        }
        if (dice.chance(0.35)) {
            wires();
        }
        for (int i = dice.below(4); i > 0; i--) {
            bar(dice.between(20, 620), dice.between(1, 4), dice.between(80, 230), HORIZON + dice.below(30), 0.06f);
        }
    }

    private void sky(float zenithR, float zenithG, float zenithB, float clouds, float glow) {
        float shift = dice.below(Grain.SIDE);
        float hazeR = glow * dice.between(0.95, 1.3);
        float hazeG = glow * 1.05f;
        float hazeB = glow * dice.between(0.8, 1.1);
        float bright = dice.between(-0.45, 0.45);
        for (int j = 0; j <= HORIZON; j++) {
            float high = (float) StrictMath.pow((HORIZON - j) / (double) HORIZON, 0.6);
            float stretch = 1 + 2.5f * (1 - high);
            for (int i = 0; i < WIDTH; i++) {
                float cloud = Grain.at(Grain.CLOUD, i * 0.6f + shift, j * 0.8f * stretch + shift);
                float cover = clouds * Math.max(0, Math.min(1, 0.5f + 0.6f * cloud));
                float white = glow * (1.3f + 0.25f * cloud);
                float side = 1 + bright * (2f * i / WIDTH - 1);
                put(
                        i,
                        j,
                        side * mix(mix(hazeR, zenithR, high), white, cover),
                        side * mix(mix(hazeG, zenithG, high), white, cover),
                        side * mix(mix(hazeB, zenithB, high), white, cover));
            }
        }
    }

    private void ground(float grey) {
        boolean lines = dice.chance(0.45);
        float spacing = dice.between(1.2, 2.6);
        float offset = dice.between(0, 3);
        float turn = dice.between(-0.5, 0.5);
        float nearDark = dice.between(0.25, 0.6);
        for (int j = HORIZON + 1; j < HEIGHT; j++) {
            float depth = (float) (1.5 / StrictMath.tan(Math.toRadians((j - HORIZON) * Surroundings.DEGREES)));
            float dark = depth < 2.2f ? nearDark + (1 - nearDark) * Math.max(0, depth - 1.2f) : 1;
            for (int i = 0; i < WIDTH; i++) {
                float side = depth * azimuthTangent[i];
                float value = grey * dark * (1 + 0.12f * Grain.at(Grain.CLOUD, (int) (side * 60), (int) (depth * 60)));
                if (lines && depth < 9 && depth > 2.5f) {
                    float phase = (side + turn * depth + offset) / spacing;
                    if (phase - (float) Math.floor(phase) < 0.10f / spacing) {
                        value = grey * 3.2f;
                    }
                }
                put(i, j, value * 1.03f, value, value * 0.95f);
            }
        }
    }

    private void skyline(float glow) {
        float at = dice.between(-60, 0);
        while (at < WIDTH) {
            float wide = dice.between(25, 140);
            double kind = dice.unit();
            if (kind < 0.45) {
                building((int) at, (int) (at + wide), HORIZON - (int) dice.spread(12, 110), glow);
            } else if (kind < 0.8) {
                trees((int) at, (int) (at + wide), dice.spread(8, 70), glow);
            }
            at += wide * dice.between(0.7, 1.4);
        }
    }

    private void building(int left, int right, int top, float glow) {
        float wall = glow * dice.between(0.08, 0.75);
        float warm = dice.between(0.9, 1.15);
        float pane = setting == Setting.DUSK ? 1.4f : wall * dice.between(0.3, 0.7);
        int storey = 8 + dice.below(10);
        int bay = 7 + dice.below(14);
        int entrance = HORIZON + 4;
        for (int j = Math.max(0, top); j < entrance; j++) {
            for (int i = Math.max(0, left); i < Math.min(WIDTH, right); i++) {
                int column = (i - left) % bay;
                int floor = (j - top) % storey;
                boolean window = column > bay / 3 && floor > storey / 3 && j - top > 4;
                boolean lit = setting != Setting.DUSK
                        || Grain.at(Grain.WHITE, (i - left) / bay + left, (j - top) / storey + top) > 0.6f;
                float value = window && lit ? pane : wall;
                put(i, j, value * warm, value, value / warm);
            }
        }
    }

    private void trees(int left, int right, float tall, float glow) {
        int shift = dice.below(Grain.SIDE);
        float leaf = glow * dice.between(0.04, 0.14);
        for (int i = Math.max(0, left); i < Math.min(WIDTH, right); i++) {
            float round = (float) StrictMath.sin(Math.PI * (i - left) / (right - left));
            float crown = tall * (float) Math.sqrt(Math.max(0, round)) + 4 * Grain.at(Grain.WHITE, i / 2 + shift, 3);
            for (int j = Math.max(0, (int) (HORIZON - crown)); j < HORIZON + 3; j++) {
                float value = leaf * (1 + 0.5f * Grain.at(Grain.PATCH, i * 4 + shift, j * 4));
                put(i, j, value * 0.8f, value, value * 0.5f);
            }
        }
    }

    private void indoors() {
        float wall = dice.between(0.10, 0.35);
        float lamp = dice.between(3, 8);
        float spacing = dice.between(1.5, 4);
        float length = dice.between(1.5, 3.5);
        float offset = dice.between(0, 4);
        float turn = dice.chance(0.5) ? 0 : dice.between(-0.8, 0.8);
        float roomDepth = dice.between(6, 14);
        for (int j = 0; j < HORIZON; j++) {
            float depth = (float) (2.2 / StrictMath.tan(Math.toRadians((HORIZON - j) * Surroundings.DEGREES)));
            for (int i = 0; i < WIDTH; i++) {
                float value = wall;
                if (depth < roomDepth) {
                    float side = depth * azimuthTangent[i] + turn * depth + offset;
                    float across = side / spacing - (float) Math.floor(side / spacing);
                    float along = depth / length - (float) Math.floor(depth / length);
                    value = across < 0.22f / spacing && along < 0.75f ? lamp : wall * (1.3f - 0.05f * depth);
                }
                put(i, j, value, value * 0.99f, value * 0.93f);
            }
        }
        ground(wall * 0.7f);
        skyline(wall);
    }

    private void wires() {
        float top = dice.between(80, 180);
        float sag = dice.between(5, 25);
        float slope = dice.between(-0.1, 0.1);
        for (int k = 1 + dice.below(3); k > 0; k--) {
            top += dice.between(6, 14);
            for (int i = 0; i < WIDTH; i++) {
                float t = i / (float) WIDTH - 0.5f;
                int j = (int) (top + slope * i + sag * (1 - 4 * t * t));
                if (j > 0 && j < HORIZON) {
                    put(i, j, 0.12f, 0.12f, 0.12f);
                }
            }
        }
    }

    private void bar(float left, float wide, float top, int bottom, float value) {
        for (int j = (int) top; j < bottom; j++) {
            for (int i = (int) left; i < Math.min(WIDTH, left + wide); i++) {
                put(i, j, value, value, value);
            }
        }
    }

    private void disc(float u, float v, float radius, float power, float warm) {
        int reach = (int) (radius * 5);
        for (int j = Math.max(0, (int) v - reach); j < Math.min(HORIZON, v + reach); j++) {
            for (int i = Math.max(0, (int) u - reach); i < Math.min(WIDTH, u + reach); i++) {
                float q = ((i - u) * (i - u) + (j - v) * (j - v)) / (radius * radius);
                float value = power * (q < 1 ? 1 : 0.06f / (q * q));
                int at = (j * WIDTH + i) * 3;
                texels[at] += value;
                texels[at + 1] += value * (0.5f + 0.5f * warm);
                texels[at + 2] += value * warm * warm;
            }
        }
    }

    private void put(int i, int j, float r, float g, float b) {
        int at = (j * WIDTH + i) * 3;
        texels[at] = r;
        texels[at + 1] = g;
        texels[at + 2] = b;
    }

    private static float mix(float a, float b, float t) {
        return a + t * (b - a);
    }
}
