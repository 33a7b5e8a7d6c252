package io.verdict.connectors.scenario;

import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Generated shopping baskets with how much their buyer minds prices. Each customer has a leaning that shows in how often
 * they buy on discount, use coupons, take the store's own brand and come at reduced hours; 60 % lean to the middle and
 * 14 % mind most. One basket in twenty is labelled at random, and several columns miss values.
 */
public final class Baskets {
    private static final List<String> CLASSES = List.of("Low", "Medium", "High");
    private static final List<String> STORES = List.of("convenience", "supermarket", "hypermarket", "online");
    private static final List<String> PAYMENTS = List.of("card", "cash", "voucher", "app");
    private static final Instant BEGIN = Instant.parse("2026-01-01T08:00:00Z");
    private static final double MISLABELLED = 0.05;

    private Baskets() {}

    /** The schema that the baskets follow. */
    public static TableSchema schema() {
        return TableSchemaFile.parse("baskets.yaml", schemaYaml());
    }

    /** The schema as the file that is shipped. */
    public static String schemaYaml() {
        return Resource.text("baskets.yaml");
    }

    /**
     * Draws baskets.
     *
     * @param rows how many
     * @return CSV
     */
    public static SourceFile csv(int rows, long seed) {
        Dice dice = new Dice(seed);
        StringBuilder text = new StringBuilder("basket_id,customer,bought_at,spend,items,discount_share,coupons,"
                + "own_brand_share,store,payment,loyalty_card,evening,price_sensitivity\n");
        int customers = Math.max(1, rows / 4);
        int[] leanings = new int[customers];
        for (int c = 0; c < customers; c++) {
            leanings[c] = dice.chance(0.6) ? 1 : dice.chance(0.65) ? 0 : 2;
        }
        for (int i = 0; i < rows; i++) {
            int customer = dice.whole(0, customers - 1);
            text.append(basket(dice, i, customer, leanings[customer])).append('\n');
        }
        return new SourceFile("baskets.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String basket(Dice dice, int id, int customer, int leaning) {
        int items = dice.whole(1, 40);
        String store = dice.chance(leaning == 0 ? 0.45 : 0.15) ? "convenience" : dice.one(STORES);
        double discount = new double[] {0.06, 0.2, 0.42}[leaning];
        // In a convenience store nobody finds many discounts, whatever they look for.
        double found = store.equals("convenience") ? discount / 2 : discount;
        String spend = dice.number(items * (5.2 - leaning * 1.1), items * 0.8, 0.5, 900, 2);
        int coupons = (int) Math.max(0, Math.round(dice.bell(new double[] {-0.2, 0.8, 2.6}[leaning], 0.9)));
        String ownBrand = dice.number(0.12 + 0.2 * leaning, 0.09, 0, 1, 3);
        String label = CLASSES.get(dice.chance(MISLABELLED) ? dice.whole(0, 2) : leaning);
        return String.join(
                ",",
                Integer.toString(id + 1),
                String.format(Locale.ROOT, "C%05d", customer),
                BEGIN.plusSeconds(dice.whole(0, 300 * 24 * 3600)).toString(),
                spend,
                Integer.toString(items),
                dice.number(found, 0.07, 0, 1, 3),
                dice.chance(0.06) ? "" : Integer.toString(coupons),
                dice.chance(0.08) ? "" : ownBrand,
                store,
                dice.chance(0.1) ? "" : dice.one(PAYMENTS),
                dice.chance(0.05) ? "" : Boolean.toString(dice.chance(0.35 + 0.2 * leaning)),
                Boolean.toString(dice.chance(0.3 + 0.15 * leaning)),
                label);
    }
}
