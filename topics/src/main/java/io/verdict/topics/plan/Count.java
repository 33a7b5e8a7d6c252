package io.verdict.topics.plan;

/** Numbers with their noun, as people write them. */
final class Count {

    private Count() {}

    static String of(int number, String noun) {
        return of(number, noun, noun + "s");
    }

    static String of(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
